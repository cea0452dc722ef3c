"""The references to law that stand in a page's text, in braces.

``{informal-limit}``                       a figure as it is today
``{exemption-limit before the-day}``       a figure as it was before, or ``on``, a day that is itself a figure
``{since informal-limit}``                 the first day of a figure's value of today
``{begins rule-id}``  ``{ends rule-id}``   the first and the last day of a rule, exception or charge
``{cite 19 CFR 143.21(a)}``                a citation, linked
``{example $30}``                          an amount or a day that is no law, only an example
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

TOKEN = re.compile(r"\{([a-zA-Z][^{}\n\"<>]{0,160})\}")
NAME = r"[a-z0-9][a-z0-9-]*"
_FIGURE = re.compile(rf"(?P<key>{NAME})(?: (?P<when>on|before) (?P<day>{NAME}))?")
_NAMED = re.compile(rf"(?P<word>since|begins|ends) (?P<key>{NAME})")
_FREE = re.compile(r"(?P<word>cite|example) (?P<text>.+)")


class Refers(StrEnum):
    """What a token refers to."""

    FIGURE = "figure"
    SINCE = "since"
    BEGINS = "begins"
    ENDS = "ends"
    CITE = "cite"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Token:
    """One reference. ``key`` is a name of the rulebook, or the label or example itself."""

    to: Refers
    key: str
    when: str = ""
    day: str = ""


def token_of(inside: str) -> Token | None:
    """The reference that stands between two braces; ``None`` for what is none."""
    if found := _FREE.fullmatch(inside):
        return Token(Refers(found["word"]), found["text"].strip())
    if found := _NAMED.fullmatch(inside):
        return Token(Refers(found["word"]), found["key"])
    if found := _FIGURE.fullmatch(inside):
        return Token(Refers.FIGURE, found["key"], found["when"] or "", found["day"] or "")
    return None


def tokens_in(text: str) -> Iterator[tuple[str, Token | None]]:
    """Each pair of braces in a text, with the reference in it."""
    for found in TOKEN.finditer(text):
        yield found.group(0), token_of(found.group(1))
