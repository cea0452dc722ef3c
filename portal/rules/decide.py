"""The determination: what the answers lead to on the law of their day, and what they leave open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import cast

from portal.rules.answers import (
    DAY,
    NOT_ASKED,
    Answers,
)
from portal.rules.compiled import APPLIES, CHECK, NONE, Timed
from portal.rules.diagram import JOINED_BY, Remainder, all_alike
from portal.rules.lasting import change_of
from portal.rules.law import Rule
from portal.rules.lazy import lazy
from portal.rules.ready import DE_MINIMIS, PGA, ROUTE, GoodsPart, Law
from portal.rules.situation import Situation
from portal.rules.truth import Facts

CONTEXT = "context"
RELIEF = "relief"
_BINDS, _IS_OUT = frozenset({APPLIES}), frozenset({NONE})


Told = tuple[str, str]
"""A process and a status of the low-value exemption."""


def decide(law: Law, answers: Answers, as_of: date) -> tuple[tuple[str, ...], frozenset[str]]:
    """The processes and the statuses of the low-value exemption that the answers leave possible."""
    if told := quickly(law, answers):
        return (told[0],), frozenset(told[1:])
    decision = Decision(law, answers, as_of)
    return decision.processes, decision.de_minimis


def quickly(law: Law, answers: Answers) -> Told | None:
    """The answer of the quick way, where everything that it asks was told."""
    day = answers.get(DAY)
    end = law.quick.walk(law.answer.on(day), answers) if isinstance(day, date) else None
    return law.told[end] if end else None


class Decision(Situation):
    """One determination: what remains possible, what binds, and what is open."""

    @lazy
    def evidence_facts(self) -> dict[str, object]:
        """The facts for reading rules one by one: completed with what follows from the decision itself."""
        pga = None if PGA in self.answers else self.pga
        facts, entries = self.facts, _choice(self.entries)
        facts["outcome"] = entries
        facts["process"] = _choice(self.processes)
        facts[DE_MINIMIS] = _choice(self.de_minimis)
        if PGA not in self.answers:
            facts[PGA] = pga
        if ROUTE not in self.answers:
            facts[ROUTE] = entries
        return facts

    def _answer(self, key: str) -> object:
        if key == PGA and key not in self.answers:
            return self.pga
        if key == ROUTE and key not in self.answers:
            return frozenset(self.law.entry_of[process] for process in self.processes)
        return self.facts.get(key, NOT_ASKED)

    # Entry

    @lazy
    def _left(self) -> tuple[Remainder, ...]:
        """What remains of the two goals, entry and exemption, joined."""
        return self.left(self.law.answer)

    @lazy
    def _quick(self) -> Told | None:
        """The answer of the quick way, where everything that it asks was told."""
        return None if self.interview else quickly(self.law, self.answers)

    @lazy
    def processes(self) -> tuple[str, ...]:
        """The ways of entry that remain possible, the strictest first."""
        if self._quick:
            return (self._quick[0],)
        return self.ordered(parted(self._left)[0])

    def ordered(self, processes: frozenset[str]) -> tuple[str, ...]:
        """Ways of entry by strictness; two that count as the same in the order of the goal."""
        if len(processes) == 1:
            return tuple(processes)
        return tuple(sorted(processes, key=self.law.process_rank.__getitem__))

    @lazy
    def entries(self) -> tuple[str, ...]:
        """The same in the words of the public vocabulary."""
        if len(self.processes) == 1:
            return (self.law.entry_of[self.processes[0]],)
        return tuple(dict.fromkeys(self.law.entry_of[process] for process in self.processes))

    @lazy
    def de_minimis(self) -> frozenset[str]:
        """What may be true of the low-value exemption."""
        if self._quick:
            return frozenset((self._quick[1],))
        return parted(self._left)[1]

    # Agencies

    @lazy
    def _goods(self) -> GoodsPart:
        """What the agencies' rules say of the goods, before anything is known of the route."""
        day = self.days[0] if len(self.days) == 1 else None
        return self.law.goods.of(self.facts, day, self.as_of, self._work_out_goods)

    def _work_out_goods(self) -> GoodsPart:
        candidates = self.concerned()
        timed = [
            self.law.agency_rule(rule.id) for rule in candidates if rule.id not in self.law.route_readers
        ]
        ids = [rule.id for rule in candidates if rule.id not in self.law.route_readers]
        left = {rule_id: self.left(rule) for rule_id, rule in zip(ids, timed, strict=True)}
        states = states_of(left)
        change = self.next_change(timed) if len(self.days) == 1 else None
        return GoodsPart(candidates, states, self._asked(left), self._pga(states), change)

    def _pga(self, states: Mapping[str, str]) -> bool | None:
        kinds = {rule_id: self.law.rules[rule_id].kind for rule_id in states}
        binding = {state for rule_id, state in states.items() if kinds[rule_id] not in (CONTEXT, RELIEF)}
        return True if APPLIES in binding else None if binding else False

    def _asked(self, left: Mapping[str, tuple[Remainder, ...]]) -> frozenset[int]:
        """The variables that rules of agencies still ask; rules that are only shown apart ask nothing."""
        told_apart = [lefts for rule_id, lefts in left.items() if self.law.rules[rule_id].kind != CONTEXT]
        return frozenset(variable for lefts in told_apart for one in lefts for variable in one.open)

    @property
    def candidates(self) -> tuple[Rule, ...]:
        """The agency rules that may concern these goods."""
        return self._goods.candidates

    @property
    def pga(self) -> bool | None:
        """Whether another agency's requirements bind these goods: what mail asks before it asks the route."""
        return self._goods.pga

    @property
    def goods_change(self) -> date | None:
        """The next day on which an agency's rule about the goods changes."""
        return self._goods.change

    @lazy
    def _by_route(self) -> Mapping[str, tuple[Remainder, ...]]:
        """What remains of the few agency rules that go by the kind of entry."""
        readers = [rule.id for rule in self.candidates if rule.id in self.law.route_readers]
        return {rule_id: self.left(self.law.agency_rule(rule_id)) for rule_id in readers}

    @lazy
    def agencies(self) -> Mapping[str, str]:
        """Each agency rule that binds ("applies") or may bind ("check"), by its id."""
        if not self._by_route:
            return self._goods.states
        states = {**self._goods.states, **states_of(self._by_route)}
        return {rule.id: states[rule.id] for rule in self.candidates if rule.id in states}

    # What is open

    @lazy
    def open(self) -> tuple[frozenset[str], frozenset[str]]:
        """The unanswered facts that can still change the answer, and the unsettled points that do."""
        asked = set(self._goods.open | self._asked(self._by_route))
        if not self._quick:
            for left in self._left:
                asked |= left.open
        behind = self.law.facts_of
        answered = self.answers.get
        facts = {fact for variable in asked for fact in behind[variable][0] if answered(fact) is None}
        notes = frozenset(note for variable in asked for note in behind[variable][1])
        differs = len(self.days) > 1 and self._differs_by_day()
        return frozenset(facts | {DAY} if differs else facts), notes

    def _differs_by_day(self) -> bool:
        """Whether some stretch of law answers otherwise; compared whole, not by what remains possible."""
        for timed in self.all_timed():
            diagrams = dict.fromkeys(timed.on(day) for day in self.days)
            if len(diagrams) > 1 and not all_alike(diagrams, self):
                return True
        return False

    def next_change(self, rules: Iterable[Timed]) -> date | None:
        """The first later day on which any of these agency rules is answered otherwise."""
        day, soonest = self.days[0], None
        for timed in rules:
            state = None
            for later, diagram in timed.changes(day):
                if soonest is not None and later >= soonest:
                    break
                state = state or state_of((self.remainder(timed.on(day)),))
                if state_of((self.remainder(diagram),)) != state:
                    soonest = later
                    break
        return soonest

    def next_entry_change(self) -> date | None:
        """The first later day on which the kind of entry or the exemption is answered otherwise."""
        if self.law.lasting is not None:
            facts = cast(Facts, self.evidence_facts)
            lasts = self.law.quick.walk(self.law.lasting.on(self.days[0]), facts)
            if lasts is not None:
                return change_of(lasts)
        now = frozenset(self.processes), self.de_minimis
        for later, diagram in self.law.answer.changes(self.days[0]):
            end = self.law.quick.walk(diagram, self.answers) if self._quick else None
            if end is not None:
                if self.law.told[end] != self._quick:
                    return later
            elif parted((self.remainder(diagram),)) != now:
                return later
        return None

    @property
    def turns_on(self) -> frozenset[str]:
        return self.open[0]

    def signature(self) -> tuple[object, ...]:
        """What the answer says, to compare it with another."""
        return self.processes, self.de_minimis, tuple(self.agencies.items())


def states_of(left: Mapping[str, tuple[Remainder, ...]]) -> dict[str, str]:
    """The agency rules that bind or may bind, by their id."""
    found = ((rule_id, state_of(lefts)) for rule_id, lefts in left.items())
    return {rule_id: state for rule_id, state in found if state != NONE}


def state_of(left: tuple[Remainder, ...]) -> str:
    """Whether an agency rule binds, is out, or has to be checked: whatever else may be is "check"."""
    found = ends(left)
    return APPLIES if found == _BINDS else NONE if found == _IS_OUT else CHECK


def _choice(possible: Collection[str]) -> object:
    """A choice as conditions read it: the one option, or the set of those that remain."""
    return next(iter(possible)) if len(possible) == 1 else frozenset(possible)


def parted(left: tuple[Remainder, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The processes and the statuses that remain, each by itself."""
    pairs = [end.partition(JOINED_BY) for end in ends(left)]
    return frozenset(pair[0] for pair in pairs), frozenset(pair[2] for pair in pairs)


def ends(left: tuple[Remainder, ...]) -> frozenset[str]:
    """The outcomes that some stretch of law still allows."""
    if len(left) == 1:
        return cast(frozenset[str], left[0].ends)
    found: frozenset[str | bool] = left[0].ends
    for more in left[1:]:
        found |= more.ends
    return cast(frozenset[str], found)
