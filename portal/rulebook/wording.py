"""The rulebook's words in one language: dated figures take the place of their names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal.rules.law import Amount, Figure, Words
from portal.rules.spans import ALWAYS, Span

PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")
FIRST_LANGUAGE = "en"


class Figures(Protocol):
    """What has dated figures by their keys, such as a law."""

    @property
    def figures(self) -> Mapping[str, Figure]: ...


@dataclass(frozen=True, slots=True)
class DatedFigures:
    """Figures without a law around them."""

    figures: Mapping[str, Figure]


class Wording:
    """Says the rulebook's texts as of one day. A text without a translation is said in English."""

    def __init__(self, law: Figures, day: date, language: str | None = None) -> None:
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

    def through(self, span: Span) -> Throughout:
        """The same texts for a stretch of days."""
        return Throughout(self.law, span, self.language)


class Throughout(Wording):
    """Says the texts for a stretch of days: a figure that changes in it is told with its days."""

    def __init__(self, law: Figures, span: Span = ALWAYS, language: str | None = None) -> None:
        super().__init__(law, span.start or date.min, language)
        self.span = span

    def say(self, words: Mapping[str, Words], key: str) -> str:
        """The text under ``key``. Nothing is remembered: a draft's words may be gone at the next call."""
        text = words.get(key)
        return self.fill(text.get(self.language) or text.get(FIRST_LANGUAGE, "")) if text else ""

    def figure(self, key: str) -> str:
        figure = self.law.figures.get(key)
        return through(figure, self.span) if figure else f"{{{key}}}"


def through(figure: Figure, span: Span) -> str:
    """The amounts that a figure has in a stretch of days: "$200 through March 9, 2016, then $800"."""
    told: list[str] = []
    expected = span.start
    for value in sorted(figure.values, key=lambda value: value.span.start or date.min):
        inside = value.span.shared_with(span)
        if inside is None:
            continue
        start = None if inside.start == expected else inside.start
        last = None if inside.until == span.until else inside.last
        told.append(dated(written(figure, value), start, last))
        expected = inside.until
    if not told:
        return _("an amount that is not on record for these days")
    # Translators: stands between two amounts of a figure that follow each other in time.
    return _(", then ").join(told)


def dated(text: str, start: date | None, last: date | None) -> str:
    """A text with the first and the last day of its stretch, as far as it has them."""
    told = {
        "text": text,
        "first": day_words(start) if start else "",
        "last": day_words(last) if last else "",
    }
    if start and last:
        return _("%(text)s from %(first)s through %(last)s") % told
    if start:
        return _("%(text)s from %(first)s") % told
    return _("%(text)s through %(last)s") % told if last else text


def written(figure: Figure, amount: Amount) -> str:
    """A figure's value with its unit: whole dollars without cents, percent without empty decimals."""
    if figure.unit == "usd":
        return dollars(amount.amount)
    if figure.unit == "percent":
        whole, rest = divmod(amount.amount, 10_000)
        decimals = f"{rest:04d}".rstrip("0")
        return f"{whole}.{decimals}%" if decimals else f"{whole}%"
    if figure.unit == "date":
        return day_words(date.fromordinal(amount.amount))
    return f"{amount.amount:,}"


def dollars(cents: int) -> str:
    """Cents as US dollars: $800, $2,500.01."""
    whole, rest = divmod(cents, 100)
    return f"${whole:,}.{rest:02d}" if rest else f"${whole:,}"


def day_words(day: date) -> str:
    """A day as people write it: November 22, 2026."""
    # Translators: how a day is written, in Django's date letters (F month, j day, Y year).
    return date_format(day, pgettext("format of a day", "F j, Y"))


def dotted(code: str) -> str:
    """A tariff code with its dots, as the tariff prints it."""
    parts = [code[:4], code[4:6], code[6:8], code[8:]]
    return ".".join(part for part in parts if part)


def in_sentence(text: str, names: Collection[str] = ()) -> str:
    """A title or statement inside a sentence.

    A first word with a capital or a point inside (CBP, U.S.), "I", and one of ``names`` keep their capital.
    """
    first = text.split(" ", 1)[0]
    keeps = first == "I" or first in names or any(letter.isupper() or letter == "." for letter in first[1:])
    return text if keeps else text[:1].lower() + text[1:]


def listed(items: Sequence[str]) -> str:
    """A, B and C."""
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s and %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def one_of(items: Sequence[str]) -> str:
    """A, B or C."""
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s or %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def quoted(name: str) -> str:
    """A name that stands inside a sentence as it is written."""
    return _("“%(name)s”") % {"name": name}
