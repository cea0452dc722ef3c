"""What somebody told, shown so that nothing in it can be followed or turns the page around."""

from __future__ import annotations

import re

TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f]")
SCHEME = re.compile(r"\b(h)tt(ps?)(?=://)", re.IGNORECASE)
DOT = re.compile(r"(?<=[\w-])\.(?=[a-z0-9-]{2,})", re.IGNORECASE)


def inert(text: str) -> str:
    """``https://shop.example`` as ``hxxps://shop[.]example``, ``a@b.example`` as ``a[at]b[.]example``."""
    text = SCHEME.sub(r"\1xx\2", TURNS.sub("", text))
    return DOT.sub("[.]", text.replace("@", "[at]"))
