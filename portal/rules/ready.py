"""A rulebook ready for decisions: compiled, its agency rules indexed, and what shipments share remembered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from portal.rules.alike import Alike
from portal.rules.candidates import Candidates
from portal.rules.compiled import CompiledLaw, Timed, dates_of, reached
from portal.rules.conditions import Binds
from portal.rules.diagram import JOINED_BY, Remainders
from portal.rules.lasting import lasting
from portal.rules.law import AFTERWARDS, Rule, Rulebook
from portal.rules.quick import Quick
from portal.rules.variables import answering_facts

PGA = "pga"
ROUTE = "entry_route"
DE_MINIMIS = "de_minimis"
ENTRY = "entry"


class GoodsPart(NamedTuple):
    """What agencies' rules say of goods, whatever the route."""

    candidates: tuple[Rule, ...]
    states: Mapping[str, str]
    open: frozenset[int]
    pga: bool | None
    change: date | None


class Law(CompiledLaw):
    """A compiled rulebook together with the index of its agency rules."""

    def __init__(self, book: Rulebook) -> None:
        super().__init__(book)
        agency_rules = [
            rule
            for rule in book.rules
            if rule.agency and rule.kind not in AFTERWARDS and rule.status != "proposed"
        ]
        self.remainders = Remainders()
        self.candidates = Candidates(agency_rules)
        self.route_readers = frozenset(rule.id for rule in agency_rules if self._reads_route(rule))
        self.goods = self._alike(agency_rules)
        self.answer = self.both_goals(ENTRY, DE_MINIMIS)
        self.told = {
            f"{process.key}{JOINED_BY}{status.key}": (process.key, status.key)
            for process in self.goals[ENTRY].outcomes
            for status in self.goals[DE_MINIMIS].outcomes
        }
        self.lasting: Timed | None = None
        self.quick = Quick(self.variables.all)
        self.entry_of = {outcome.key: outcome.entry for outcome in self.goals[ENTRY].outcomes}
        self.facts_of = [_behind(self, number) for number in range(len(self.variables.all))]
        self.process_rank = {
            outcome.key: (book.strictness.index(outcome.entry), number)
            for number, outcome in enumerate(self.goals[ENTRY].outcomes)
        }

    def prepare_for_bulk(self) -> None:
        """Take some time now to answer each of many shipments sooner."""
        self.lasting = self.lasting or lasting(self.answer, self.diagrams)

    def _reads_route(self, rule: Rule) -> bool:
        read, _rules = reached(self, [Binds(rule.id)])
        return any(getattr(leaf, "fact", "") == ROUTE for leaf in read)

    def _alike(self, rules: list[Rule]) -> Alike[GoodsPart]:
        """Goods that no rule can tell apart: by all that the rules read, through others' findings too."""
        tests = [Binds(rule.id) for rule in rules]
        read, _rules = reached(self, tests)
        return Alike(read, dates_of(self, tests), self.variables)


def _behind(law: CompiledLaw, variable: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts, and the unsettled points, that a variable of the diagrams stands for."""
    facts: list[str] = []
    notes: list[str] = []
    for key in answering_facts(law.variables.all[variable]):
        if key in law.open_points:
            facts.append(law.open_points[key])
        elif key not in law.facts:
            notes.append(key)
        elif key not in (PGA, ROUTE):
            facts.append(key)
    return tuple(facts), tuple(notes)
