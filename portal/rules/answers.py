"""What a person told, typed; and what follows from it by named functions, never by formulas in the data.

Answers map fact keys to values: ``bool``, ``str``, whole cents or counts (``int``), ``date`` or tuples of
``str``. A key that is absent was not asked; ``None`` is "I don't know". Both are unknown to the logic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.rules.law import Category

Value = bool | str | int | date | tuple[str, ...]
Answers = Mapping[str, Value | None]

DAY = "arrival_date"
VALUE = "value_usd"
OTHERS = "same_day_other_value_usd"
TOTAL = "day_total_usd"
ORIGIN = "origin_country"
SENT_FROM = "shipped_from"
CATEGORIES = "categories"
CODES = "hts"
MODE = "mode"
CARRIED = "carried_by_traveler"

NOT_ASKED = object()


@dataclass(frozen=True, slots=True)
class Bounds:
    """An amount of which only limits are known: at least ``low``; at most ``high`` unless that is None."""

    low: int
    high: int | None = None


def day_total(answers: Answers) -> int | Bounds:
    """One person's imports of one day: this shipment and the others, in cents.

    Where one of the two is unknown, the other is still the least that it can be.
    """
    value, others = answers.get(VALUE), answers.get(OTHERS)
    if isinstance(value, int) and isinstance(others, int):
        return value + others
    known = [amount for amount in (value, others) if isinstance(amount, int)]
    return Bounds(known[0] if known else 0)


def complete(answers: Answers, categories: Mapping[str, Category]) -> dict[str, Value | None]:
    """The answers together with what they imply, so that nobody is asked what they already said.

    - Goods of a category have what the category always has (a laser pointer has a laser).
    - Goods sent without another country named were sent from where they were made.
    - What accompanies a person who arrives is carried by a traveller.
    - Goods described by category are not described again by an unknown code, and the other way round
      only the categories under that code remain possible (see ``possible_categories``).

    Only what was not asked is filled in; an "I don't know" stays one.
    """
    filled = dict(answers)
    goods = answers.get(CATEGORIES)
    if isinstance(goods, tuple):
        for slug in goods:
            if slug in categories:
                for fact in categories[slug].assume:
                    filled.setdefault(fact, True)
    if ORIGIN in answers:
        filled.setdefault(SENT_FROM, answers[ORIGIN])
    mode = answers.get(MODE)
    if isinstance(mode, str):
        filled.setdefault(CARRIED, mode == "accompanied")
    if isinstance(goods, tuple) and goods and filled.get(CODES) is None:
        filled[CODES] = ()
    return filled


def lies_under(codes: Iterable[str], prefixes: Iterable[str]) -> bool | None:
    """Whether any of the tariff codes lies under one of the prefixes.

    Not known (``None``) where a code is too short to tell: 71 may or may not turn out to be 7102.
    """
    held: bool | None = False
    for code in codes:
        for prefix in prefixes:
            if code.startswith(prefix):
                return True
            if prefix.startswith(code):
                held = None
    return held


def possible_categories(codes: Iterable[str], categories: Iterable[Category]) -> frozenset[str]:
    """The categories whose codes overlap with these: what goods known only by code may be."""
    codes = tuple(codes)
    return frozenset(
        category.slug
        for category in categories
        if any(code.startswith(own) or own.startswith(code) for code in codes for own in category.codes)
    )
