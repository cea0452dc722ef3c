"""The determination: what the answers lead to on the law of their day, and what they leave open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

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
from portal.rules.candidates import Candidates
from portal.rules.compiled import APPLIES, CHECK, NONE, CompiledLaw, Timed, reads
from portal.rules.diagram import Cells, Diagram, given, outcomes, support
from portal.rules.law import AFTERWARDS, Rule, Rulebook
from portal.rules.variables import answering_facts

PGA = "pga"
ROUTE = "entry_route"
DE_MINIMIS = "de_minimis"
ENTRY = "entry"
CONTEXT = "context"
RELIEF = "relief"


class Law(CompiledLaw):
    """A compiled rulebook together with the index of its agency rules."""

    def __init__(self, book: Rulebook) -> None:
        super().__init__(book)
        agency_rules = [
            rule
            for rule in book.rules
            if rule.agency and rule.kind not in AFTERWARDS and rule.status != "proposed"
        ]
        self.candidates = Candidates(agency_rules)
        self.route_readers = frozenset(rule.id for rule in agency_rules if reads(self, rule, ROUTE))
        self.entry_of = {outcome.key: outcome.entry for outcome in self.goals[ENTRY].outcomes}
        self.process_rank = {
            outcome.key: (book.strictness.index(outcome.entry), number)
            for number, outcome in enumerate(self.goals[ENTRY].outcomes)
        }


class Decision:
    """One determination. Everything is worked out when it is first read, and only then.

    ``as_of`` is the day of asking; it stands in for nothing but the first day that an unknown day of
    arrival may be. Set ``interview`` while questions are still being asked: then nothing is taken from
    another answer that could be asked for itself.
    """

    def __init__(self, law: Law, answers: Answers, as_of: date, *, interview: bool = False) -> None:
        self.law = law
        self.answers = answers
        self.as_of = as_of
        self.interview = interview
        self._cells: dict[int, Cells] = {}

    @cached_property
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

    @cached_property
    def evidence_facts(self) -> dict[str, object]:
        """The same for reading rules one by one: with what is derived from the decision itself."""
        facts = dict(self.facts)
        if PGA not in self.answers:
            facts[PGA] = self.pga
        if ROUTE not in self.answers:
            facts[ROUTE] = frozenset(self.entries)
        facts |= {"outcome": frozenset(self.entries), "process": frozenset(self.processes)}
        return facts | {DE_MINIMIS: self.de_minimis}

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The day of arrival; or, when unknown, a day of each stretch of law from the day of asking on."""
        day = self.answers.get(DAY)
        if isinstance(day, date):
            return (day,)
        last = self.law.book.covers.last
        later = {
            change
            for timed in self._all_timed()
            for change in timed.breaks.after(self.as_of)
            if last is None or change <= last
        }
        return (self.as_of, *sorted(later))

    def _all_timed(self) -> list[Timed]:
        goals = [self.law.goal(key) for key in self.law.goals]
        return goals + [self.law.agency_rule(rule.id) for rule in self.candidates]

    # What is known, as cells of the diagrams

    def cells(self, variable: int) -> Cells:
        found = self._cells.get(variable)
        if found is None:
            asked = self.law.variables.all[variable]
            found = self._cells[variable] = asked.cells(self._answer(asked.key))
        return found

    def _answer(self, key: str) -> object:
        if key == PGA and key not in self.answers:
            return self.pga
        if key == ROUTE and key not in self.answers:
            return frozenset(self.law.entry_of[process] for process in self.processes)
        return self.facts.get(key, NOT_ASKED)

    def narrowed(self, variable: int, cell: int) -> tuple[int, Cells] | None:
        return self.law.variables.narrowed(variable, cell, self.answers.get(OTHERS))

    def left(self, timed: Timed) -> tuple[Diagram, ...]:
        """What remains open of a goal or rule, for each stretch of law that the day may lie in."""
        if len(self.days) == 1:
            return (given(timed.on(self.days[0]), self),)
        whole = dict.fromkeys(timed.on(day) for day in self.days)
        return tuple(dict.fromkeys(given(diagram, self) for diagram in whole))

    # Entry

    @cached_property
    def _entry_left(self) -> tuple[Diagram, ...]:
        return self.left(self.law.goal(ENTRY))

    @cached_property
    def _de_minimis_left(self) -> tuple[Diagram, ...]:
        return self.left(self.law.goal(DE_MINIMIS))

    @cached_property
    def processes(self) -> tuple[str, ...]:
        """The ways of entry that remain possible, the strictest first."""
        return self.ordered(ends(self._entry_left))

    def ordered(self, processes: frozenset[str]) -> tuple[str, ...]:
        """Ways of entry by strictness; two that count as the same in the order of the goal."""
        if len(processes) == 1:
            return tuple(processes)
        return tuple(sorted(processes, key=self.law.process_rank.__getitem__))

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """The same in the words of the public vocabulary."""
        return tuple(dict.fromkeys(self.law.entry_of[process] for process in self.processes))

    @cached_property
    def de_minimis(self) -> frozenset[str]:
        """What may be true of the low-value exemption."""
        return ends(self._de_minimis_left)

    # Agencies

    @cached_property
    def candidates(self) -> tuple[Rule, ...]:
        return self.law.candidates.among(self.facts)  # type: ignore[arg-type]

    @cached_property
    def _first_agencies(self) -> dict[str, tuple[Diagram, ...]]:
        return {
            rule.id: self.left(self.law.agency_rule(rule.id))
            for rule in self.candidates
            if rule.id not in self.law.route_readers
        }

    @cached_property
    def pga(self) -> bool | None:
        """Whether another agency's requirements bind these goods: what mail asks before it asks the route."""
        possible = False
        for rule_id, left in self._first_agencies.items():
            if self.law.rules[rule_id].kind in (CONTEXT, RELIEF):
                continue
            states = ends(left)
            if states == {APPLIES}:
                return True
            possible = possible or states != {NONE}
        return None if possible else False

    @cached_property
    def _agencies_left(self) -> dict[str, tuple[Diagram, ...]]:
        left = dict(self._first_agencies)
        for rule in self.candidates:
            if rule.id in self.law.route_readers:
                left[rule.id] = self.left(self.law.agency_rule(rule.id))
        return {rule.id: left[rule.id] for rule in self.candidates}

    @cached_property
    def agencies(self) -> Mapping[str, str]:
        """Each agency rule that binds ("applies") or may bind ("check"), by its id."""
        found: dict[str, str] = {}
        for rule_id, left in self._agencies_left.items():
            states = ends(left)
            if states == {APPLIES}:
                found[rule_id] = APPLIES
            elif states != {NONE}:
                found[rule_id] = CHECK
        return found

    # What is open

    @cached_property
    def open(self) -> tuple[frozenset[str], frozenset[str]]:
        """The unanswered facts that can still change the answer, and the unsettled points that do."""
        diagrams = list(self._entry_left) + list(self._de_minimis_left)
        for rule_id, left in self._agencies_left.items():
            if self.law.rules[rule_id].kind != CONTEXT:
                diagrams += left
        facts, notes = open_in(self.law, diagrams)
        facts = frozenset(fact for fact in facts if self.answers.get(fact) is None)
        differs = len(self.days) > 1 and self._differs_by_day()
        return (facts | {DAY} if differs else facts), notes

    def _differs_by_day(self) -> bool:
        lefts = [self._entry_left, self._de_minimis_left, *self._agencies_left.values()]
        return any(len(left) > 1 for left in lefts)

    @property
    def turns_on(self) -> frozenset[str]:
        return self.open[0]

    def signature(self) -> tuple[object, ...]:
        """What the answer says, to compare it with another."""
        return self.processes, self.de_minimis, tuple(self.agencies.items())


def ends(left: tuple[Diagram, ...]) -> frozenset[str]:
    found: set[str] = set()
    for diagram in left:
        if isinstance(diagram, str):
            found.add(diagram)
        else:
            found.update(end for end in outcomes(diagram) if isinstance(end, str))
    return frozenset(found)


def open_in(law: CompiledLaw, diagrams: list[Diagram]) -> tuple[frozenset[str], frozenset[str]]:
    """The facts and the unsettled points that these diagrams still ask."""
    asked: set[int] = set()
    for diagram in diagrams:
        if not isinstance(diagram, str | bool):
            asked |= support(diagram)
    facts: set[str] = set()
    notes: set[str] = set()
    for variable in asked:
        for key in answering_facts(law.variables.all[variable]):
            if key in law.open_points:
                facts.add(law.open_points[key])
            elif key in law.facts:
                facts.add(key)
            else:
                notes.add(key)
    return frozenset(facts - {PGA, ROUTE}), frozenset(notes)
