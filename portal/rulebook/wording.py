"""The rulebook's words for one language and one day: dated figures take the place of their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal.rules.compiled import CompiledLaw
from portal.rules.law import Amount, Figure, Words

PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")
FIRST_LANGUAGE = "en"


class Wording:
    """Says the rulebook's texts as of one day. A text without a translation is said in English."""

    def __init__(self, law: CompiledLaw, day: date, language: str | None = None) -> None:
        self.law = law
        self.day = day
        self.language = (language or get_language() or FIRST_LANGUAGE).split("-")[0]
        self._said: dict[int, str] = {}

    def say(self, words: Mapping[str, Words], key: str) -> str:
        """The text under ``key``, or nothing."""
        text = words.get(key)
        if not text:
            return ""
        found = self._said.get(id(text))
        if found is None:
            found = self._said[id(text)] = self.fill(text.get(self.language) or text[FIRST_LANGUAGE])
        return found

    def fill(self, text: str) -> str:
        return PLACEHOLDER.sub(lambda found: self.figure(found.group(1)), text) if "{" in text else text

    def figure(self, key: str) -> str:
        """A dated figure as people write it; says so when none is on record for the day."""
        figure = self.law.figures.get(key)
        amount = figure.on(self.day) if figure else None
        if figure is None or amount is None:
            return _("[no figure on record for this day]")
        return written(figure, amount)


def written(figure: Figure, amount: Amount) -> str:
    """A figure's value with its unit: whole dollars without cents, percent without empty decimals."""
    if figure.unit == "usd":
        return dollars(amount.amount)
    if figure.unit == "percent":
        whole, rest = divmod(amount.amount, 10_000)
        decimals = f"{rest:04d}".rstrip("0")
        return f"{whole}.{decimals}%" if decimals else f"{whole}%"
    return f"{amount.amount:,}"


def dollars(cents: int) -> str:
    """Cents as US dollars: $800, $2,500.01."""
    whole, rest = divmod(cents, 100)
    return f"${whole:,}.{rest:02d}" if rest else f"${whole:,}"


def day_words(day: date) -> str:
    """A day as people write it: November 22, 2026."""
    # Translators: how a day is written, in Django's date letters (F month, j day, Y year).
    return date_format(day, pgettext("format of a day", "F j, Y"))
