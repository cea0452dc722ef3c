"""The low-value exemption through time: open, closed to some goods, suspended for all, or gone.

Nothing here knows a date. An ordinary sale of something small is decided for every way of shipping, with
its origin left open, in each stretch of law; what then remains possible tells how the exemption stood.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.rules.answers import Answers, Value
from portal.rules.conditions import AllOf, Held, Test
from portal.rules.decide import Decision
from portal.rules.evidence import Evidence
from portal.rules.law import Kind, Rule
from portal.rules.ready import DE_MINIMIS, Law
from portal.rules.spans import Span
from portal.rules.truth import Truth

OPEN, SUSPENDED, NOT_ELIGIBLE = "eligible", "suspended", "not_eligible"
SOMETHING_SMALL_CENTS = 100


class Standing(StrEnum):
    """How the exemption stands for ordinary goods."""

    OPEN = "open"
    PARTLY = "partly"
    SUSPENDED = "suspended"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the exemption stood the same.

    ``countries`` are the origins to which it was closed, and ``open_question``: whether it really was is
    itself not settled.
    """

    span: Span
    standing: Standing
    countries: frozenset[str] = frozenset()
    open_question: bool = False

    def alike(self, other: Stretch) -> bool:
        return (self.standing, self.countries, self.open_question) == (
            other.standing,
            other.countries,
            other.open_question,
        )


def ordinary(law: Law, day: date, told: Answers) -> Decision:
    """A sale with nothing special about it; ``told`` says what is different."""
    nothing_special: dict[str, Value | None] = {
        fact.key: False for fact in law.book.facts if fact.kind == Kind.YES_NO
    }
    usual: dict[str, Value | None] = {
        "arrival_date": day,
        "purpose": "resale",
        "value_usd": SOMETHING_SMALL_CENTS,
        "same_day_other_value_usd": 0,
        "categories": (),
        "hts": (),
    }
    return Decision(law, {**nothing_special, **usual, **told}, day)


class Exemption:
    """The exemption under one rulebook."""

    def __init__(self, law: Law) -> None:
        self.law = law
        breaks = law.goal(DE_MINIMIS).breaks
        spans = [breaks.span(index) for index in range(len(breaks.days) + 1)]
        self._first_days = [span.start or law.book.covers.start or date.min for span in spans]
        self.ways = tuple(self._ways())
        self.stretches = tuple(self._joined(spans))

    def _ways(self) -> Iterator[str]:
        """The ways of shipping that ever had the exemption. What a traveler carries never did."""
        for option in self.law.facts["mode"].options:
            if any(OPEN in self._possible(day, {"mode": option.key}) for day in self._first_days):
                yield option.key

    def _possible(self, day: date, told: Answers) -> frozenset[str]:
        return ordinary(self.law, day, told).de_minimis

    def _joined(self, spans: list[Span]) -> Iterator[Stretch]:
        """The stretches, neighbors that stand the same made one."""
        current: Stretch | None = None
        for span, day in zip(spans, self._first_days, strict=True):
            found = self._on(span, day)
            if current is not None and current.alike(found):
                current = Stretch(
                    Span(current.span.start, span.until), found.standing, found.countries, found.open_question
                )
                continue
            if current is not None:
                yield current
            current = found
        if current is not None:
            yield current

    def _on(self, span: Span, day: date) -> Stretch:
        found = frozenset[str]().union(*(self._possible(day, {"mode": way}) for way in self.ways))
        if found <= {OPEN}:
            return Stretch(span, Standing.OPEN)
        if found == {SUSPENDED}:
            return Stretch(span, Standing.SUSPENDED)
        if found == {NOT_ELIGIBLE}:
            return Stretch(span, Standing.GONE)
        by_country = {
            country.code: self._possible(day, {"mode": self.ways[0], "origin_country": country.code})
            for country in self.law.book.countries
        }
        closed = {code: possible for code, possible in by_country.items() if possible != {OPEN}}
        unsure = any(OPEN in possible for possible in closed.values())
        return Stretch(span, Standing.PARTLY, frozenset(closed), unsure)

    def on(self, day: date) -> Stretch:
        return next(stretch for stretch in self.stretches if stretch.span.covers(day))

    def gone_from(self) -> date | None:
        """The first day on which nothing of it is left, and none comes after."""
        last = self.stretches[-1]
        return last.span.start if last.standing == Standing.GONE else None

    def rules_behind(self, stretch: Stretch, day: date) -> list[Rule]:
        """The rules that make it stand so on a day: those that began the stretch first."""
        key = NOT_ELIGIBLE if stretch.standing == Standing.GONE else SUSPENDED
        verdicts = verdicts_of(self.law.goals[DE_MINIMIS].outcome(key).when)
        rules = [rule for verdict in sorted(verdicts) for rule in self.law.finders[verdict]]
        beginning = [
            rule for rule in rules if rule.span.start is not None and rule.span.start == stretch.span.start
        ]
        evidence = list(self._evidence(stretch, day))
        enough: set[Truth] = {True, None} if stretch.open_question else {True}
        holding = [
            rule
            for rule in rules
            if rule.span.start is not None and any(found.rule(rule) in enough for found in evidence)
        ]
        return list({rule.id: rule for rule in (*beginning, *holding)}.values())

    def _evidence(self, stretch: Stretch, day: date) -> Iterator[Evidence]:
        """What is known of ordinary goods, of one of the countries that it is about, by each way."""
        origin = {"origin_country": min(stretch.countries)} if stretch.countries else {}
        for way in self.ways:
            decision = ordinary(self.law, day, {"mode": way, **origin})
            yield Evidence(self.law, decision.evidence_facts, day)


def verdicts_of(test: Test) -> set[str]:
    """The verdicts that a condition demands."""
    if isinstance(test, Held):
        return {test.verdict}
    if isinstance(test, AllOf):
        return {verdict for part in test.parts for verdict in verdicts_of(part)}
    return set()
