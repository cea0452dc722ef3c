"""What is known of one shipment, in the form in which the diagrams of the law ask for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from portal.rules.answers import (
    CATEGORIES,
    CODES,
    DAY,
    NOT_ASKED,
    OTHERS,
    TOTAL,
    Answers,
    complete,
    day_total,
)
from portal.rules.answers import possible_categories as under_codes
from portal.rules.compiled import Timed
from portal.rules.diagram import Cells, Diagram, Remainder
from portal.rules.law import Rule
from portal.rules.lazy import lazy
from portal.rules.ready import Law
from portal.rules.truth import Facts


class Situation:
    """The answers with what follows from them, and the stretches of law that the day may lie in.

    Everything is worked out when it is first read. ``as_of`` is the day of asking: the first day that an
    unknown day of arrival may be. Set ``interview`` while questions are still being asked: then nothing is
    taken from another answer that could be asked for itself.
    """

    def __init__(self, law: Law, answers: Answers, as_of: date, *, interview: bool = False) -> None:
        self.law = law
        self.answers = answers
        self.as_of = as_of
        self.interview = interview
        self._cells: dict[int, Cells] = {}

    @lazy
    def facts(self) -> dict[str, object]:
        """All that is known and what follows from it; a choice that is half known is a set of options."""
        facts: dict[str, object] = dict(complete(self.answers, self.law.categories))
        if self.interview:
            for key in set(facts) - set(self.answers):
                if self.law.facts[key].can_choose or key == "shipped_from":
                    del facts[key]
        facts[TOTAL] = day_total(self.answers)
        codes = facts.get(CODES)
        if facts.get(CATEGORIES) is None and isinstance(codes, tuple) and codes:
            facts[CATEGORIES] = under_codes(codes, self.law.categories.values())
        return facts

    @lazy
    def days(self) -> tuple[date, ...]:
        """The day of arrival; or, when unknown, a day of each stretch of law from the day of asking on."""
        day = self.answers.get(DAY)
        if isinstance(day, date):
            return (day,)
        last = self.law.book.covers.last
        later = {
            change
            for timed in self.all_timed()
            for change in timed.breaks.after(self.as_of)
            if last is None or change <= last
        }
        return (self.as_of, *sorted(later))

    # What is known, as cells of the diagrams

    def cells(self, variable: int) -> Cells:
        found = self._cells.get(variable)
        if found is None:
            asked = self.law.variables.all[variable]
            found = self._cells[variable] = asked.cells(self._answer(asked.key))
        return found

    def _answer(self, key: str) -> object:
        return self.facts.get(key, NOT_ASKED)

    def narrowed(self, variable: int, cell: int) -> tuple[int, Cells] | None:
        return self.law.variables.narrowed(variable, cell, self.answers.get(OTHERS))

    def left(self, timed: Timed) -> tuple[Remainder, ...]:
        """What remains open of a goal or rule, for each stretch of law that the day may lie in."""
        if len(self.days) == 1:
            return (self.remainder(timed.on(self.days[0])),)
        whole = dict.fromkeys(timed.on(day) for day in self.days)
        return tuple(dict.fromkeys(self.remainder(diagram) for diagram in whole))

    def remainder(self, diagram: Diagram) -> Remainder:
        end = self.law.quick.walk(diagram, cast(Facts, self.facts))
        if end is not None:
            return self.law.remainders.end(end)
        return self.law.remainders.of(diagram, self, self.answers.get(OTHERS))

    def all_timed(self) -> Iterable[Timed]:
        """Every set of diagrams that may have a say."""
        return [self.law.answer, *(self.law.agency_rule(rule.id) for rule in self.concerned())]

    def concerned(self) -> tuple[Rule, ...]:
        """The agency rules that may concern these goods."""
        return self.law.candidates.among(cast(Facts, self.facts))
