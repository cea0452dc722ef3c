"""The law as data: facts, figures, rules, goals and the edition that freezes them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from portal.rules.conditions import Test
from portal.rules.spans import ALWAYS, Span

Words = Mapping[str, str]
"""A text in each language it has been written in, by language code; English is always there."""

AFTERWARDS = frozenset({"step", "charge", "warning", "note"})
"""Kinds of rules that read the decision and add to its page; they decide nothing."""


class Kind(StrEnum):
    """What sort of answer a question takes."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    COUNTRY = "country"
    MONEY = "money"
    COUNT = "count"
    DAY = "date"
    CATEGORIES = "categories"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision, and where it can be read."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule, figure or question comes from, how sure we are, when it was and must be looked at."""

    cites: tuple[str, ...] = ()
    url: str = ""
    confidence: str = ""
    checked: date | None = None
    review: date | None = None
    law: tuple[str, ...] = ()

    def review_is_due(self, day: date) -> bool:
        """Whether somebody should have looked at it again before this day."""
        return self.review is not None and self.review < day


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    words: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Fact:
    """One question. Its key never changes its meaning and is never used again for another.

    ``can_choose`` tells a choice (the day, the transport) from a fact (the value, the origin).
    ``derived_from`` names the verdict that answers when nobody was asked; ``open_point`` the unsettled
    point by which that verdict says "ask the person instead".
    """

    key: str
    kind: Kind
    order: int
    group: str = ""
    options: tuple[Option, ...] = ()
    can_choose: bool = False
    derived: bool = False
    derived_from: str = ""
    open_point: str = ""
    words: Mapping[str, Words] = field(default_factory=dict)
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Group:
    """A subject of yes/no questions that are asked together; ``product``: about what the goods are."""

    key: str
    order: int
    words: Mapping[str, Words]
    product: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure's value in a span, as a whole number.

    Cents, ten-thousandths of a percent, a count, or the proleptic ordinal of a day.
    """

    span: Span
    amount: int
    source: Source = Source()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A dated amount, or a day, that rules and pages name instead of typing it.

    ``unit``: usd, percent, count or date.
    """

    key: str
    unit: str
    values: tuple[Amount, ...]
    words: Mapping[str, Words] = field(default_factory=dict)

    def on(self, day: date) -> Amount | None:
        return next((value for value in self.values if value.span.covers(day)), None)


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class NamedList:
    """A named list of members, such as the islands with a higher gift limit."""

    key: str
    members: tuple[str, ...]
    words: Mapping[str, Words] = field(default_factory=dict)
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Unless:
    """An exception: it keeps its own name, dates and citation, so that a trace can tell what decided."""

    id: str
    when: Test
    span: Span = ALWAYS
    words: Mapping[str, Words] = field(default_factory=dict)
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Softener:
    """A circumstance in which a rule only says "check this"."""

    id: str
    when: Test
    words: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule only ever adds a reason to the one verdict that it finds; so the order of rules never matters.

    ``details`` holds what a page shows and no logic reads (forms, who files, flags …).
    """

    id: str
    topic: str
    finds: str
    when: Test
    unless: tuple[Unless, ...] = ()
    softeners: tuple[Softener, ...] = ()
    span: Span = ALWAYS
    words: Mapping[str, Words] = field(default_factory=dict)
    source: Source = Source()
    agency: str = ""
    kind: str = ""
    status: str = "in_force"
    details: Mapping[str, Any] = field(default_factory=dict)


def is_entry_rule(rule: Rule) -> bool:
    """Whether a rule helps to decide the kind of entry (and is no agency's)."""
    return not rule.agency and rule.kind not in AFTERWARDS


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of a goal; ``entry`` is the word of the public vocabulary that it counts as."""

    key: str
    when: Test
    entry: str = ""
    also: tuple[str, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict)
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Goal:
    """A short ordered list, the one place where order counts: the first outcome that holds is the answer."""

    key: str
    outcomes: tuple[Outcome, ...]

    def outcome(self, key: str) -> Outcome:
        return next(outcome for outcome in self.outcomes if outcome.key == key)


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of goods as people call it: the codes it may have, what it implies and what to ask."""

    slug: str
    aisle: str
    codes: tuple[str, ...]
    assume: tuple[str, ...]
    ask: tuple[str, ...]
    words: Mapping[str, Words]
    examples: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with words: a topic, an agency, or an aisle of categories."""

    key: str
    words: Mapping[str, Words]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The whole law on record, frozen: what an edition holds."""

    title: str
    covers: Span
    agencies_from: date | None
    strictness: tuple[str, ...]
    facts: tuple[Fact, ...]
    groups: tuple[Group, ...]
    figures: tuple[Figure, ...]
    lists: tuple[NamedList, ...]
    countries: tuple[Country, ...]
    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...]
    categories: tuple[Category, ...]
    aisles: tuple[Heading, ...]
    topics: tuple[Heading, ...]
    agencies: tuple[Heading, ...]
    citations: tuple[Citation, ...]
    verdicts: tuple[Heading, ...] = ()
