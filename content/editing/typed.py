"""Finds law that was typed as text: what should be a reference to the rulebook, because it will change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext as _

from content.law.telling import Teller
from content.law.tokens import TOKEN
from portal.rulebook.queries import LoadedEdition
from portal.rulebook.wording import written

MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
NUMBER = r"\d[\d,]*(?:\.\d+)?"
AMOUNTS = re.compile(
    rf"(?:US)?\$\s?{NUMBER}(?:\s(?:m|b)illion)?"
    rf"|\b{NUMBER}\s(?:U\.?S\.? )?(?:dollars?|cents?|USD)\b"
    rf"|\b{NUMBER}\s?(?:%|percent\b|per cent\b)",
    re.IGNORECASE,
)
DAYS = re.compile(
    rf"\b{MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:of\s+)?\d{{4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+\d{{4}}\b"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b",
    re.IGNORECASE,
)
CITATIONS = re.compile(
    r"\b\d+\s+(?:U\.?\s?S\.?\s?C\.?|C\.?F\.?R\.?)\s*(?:parts?\s+|§+\s*)?\d[\w.()-]*"
    r"|\b\d+\s+(?:FR|Fed\.?\s+Reg\.?)\s+\d+|\bFR\s+(?:Doc\.?\s+)?\d{4}-\d+"
    r"|\b(?:E\.?O\.?|Executive\s+Order)\s+(?:No\.?\s+)?\d{4,}|\bCSMS\s*(?:#|no\.?)?\s*\d+"
    r"|\bHTS(?:US)?\s+(?:heading\s+)?(?!20\d\d\b)\d{4}[\d.]*|(?<![$.,\d])\b\d{4}\.\d{2}(?:\.\d{2,4})?\b(?!\s?(?:%|per|dollar|USD))",
    re.IGNORECASE,
)


def typed_law(text: str, law: Teller | None) -> Iterator[tuple[str, str]]:
    """Each typed amount, day or citation of a text, and a sentence that says what to write instead.

    What stands in braces is a reference, or an example that says so.
    """
    bare = TOKEN.sub(" ", text)
    for found in CITATIONS.finditer(bare):
        words = found.group(0).rstrip(".(")
        yield words, _("Write it as a reference: {cite %(words)s}.") % {"words": words}
    bare = CITATIONS.sub(" ", bare)
    for found in AMOUNTS.finditer(bare):
        yield found.group(0), _instead(found.group(0), law)
    for found in DAYS.finditer(bare):
        yield found.group(0), _instead(found.group(0), law)


def _instead(words: str, law: Teller | None) -> str:
    keys = _figures(law.edition).get(_alike(words), ()) if law else ()
    if keys:
        likely = _(" or ").join(f"{{{key}}}" for key in keys[:3])
        return _("It may be %(likely)s. If it is only an example, write {example %(words)s}.") % {
            "likely": likely,
            "words": words,
        }
    return _(
        "No figure of the rulebook says this today. Refer to the one you mean, or, if it is only an "
        "example, write {example %(words)s}."
    ) % {"words": words}


def _alike(words: str) -> str:
    """One writing for what means the same: ``2,500 dollars`` and ``$2,500.00``, ``5 percent`` and ``5%``."""
    plain = words.casefold().replace("us$", "$").replace(",", "").replace("per cent", "%")
    plain = plain.replace("percent", "%")
    if found := re.fullmatch(r"([\d.]+)\s(?:u\.?s\.? )?(?:dollars?|usd)", plain):
        plain = f"${found[1]}"
    plain = re.sub(r"(\.\d*?)0+(?=%|$)", r"\1", plain) if "." in plain else plain
    return re.sub(r"\s+|\.(?=%|$)", "", plain)


@lru_cache(maxsize=4)
def _figures(edition: LoadedEdition) -> dict[str, tuple[str, ...]]:
    """The names of the figures that have, or once had, a value; the newest value counts first."""
    found: dict[str, list[str]] = {}
    for newest_first in (True, False):
        for figure in edition.law.book.figures:
            values = figure.values[-1:] if newest_first else figure.values
            for value in values:
                keys = found.setdefault(_alike(written(figure, value)), [])
                if figure.key not in keys:
                    keys.append(figure.key)
    return {words: tuple(keys) for words, keys in found.items()}
