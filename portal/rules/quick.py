"""The quick way to an answer: one walk, for a shipment of which everything that the law asks is told.

The same diagrams as everywhere, laid out so that an answer leads straight to the next question. Where an
answer is missing or has to be worked out, the walk gives up and the decision takes the long way, which says
the same: a property test holds the two together.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import cast

from portal.rules.answers import DAY, NOT_ASKED, ORIGIN, OTHERS, SENT_FROM, TOTAL, VALUE, Answers
from portal.rules.compiled import Timed
from portal.rules.diagram import JOINED_BY, Diagram, Node
from portal.rules.variables import DERIVE, Grouped, Ranges, Variable, YesNo

ANYTHING_ELSE = object()

Told = tuple[str, str]
"""A process and a status of the low-value exemption."""


class Way:
    """One question with where each answer leads."""

    __slots__ = ("cuts", "fact", "leads", "steps")

    def __init__(self, fact: str, leads: dict[object, Way | Told], cuts: tuple[int, ...] | None) -> None:
        self.fact = fact
        self.leads = leads
        self.cuts = cuts
        self.steps: tuple[Way | Told, ...] = ()


class Quick:
    """The quick ways of one rulebook; each diagram is laid out once."""

    def __init__(self, law: Timed, variables: list[Variable]) -> None:
        self.law = law
        self.variables = variables
        self._ways: dict[Diagram, Way | Told] = {}

    def answer(self, answers: Answers) -> Told | None:
        """The process and status, or ``None`` where the long way has to be taken."""
        day = answers.get(DAY)
        return self.walk(self.law.on(day), answers) if isinstance(day, date) else None

    def walk(self, diagram: Diagram, answers: Answers) -> Told | None:
        """The same on one stretch of the law, given by its diagram."""
        way = self._ways.get(diagram)
        if way is None:
            way = self._lay(diagram)
        get = answers.get
        while way.__class__ is Way:
            fact = way.fact
            if way.cuts is None:
                answer = get(fact, NOT_ASKED)
                if answer is NOT_ASKED and fact == SENT_FROM:
                    answer = get(ORIGIN)
                step = way.leads.get(answer)
                if step is None and answer.__class__ is str:
                    step = way.leads.get(ANYTHING_ELSE)
                if step is None:
                    return None
                way = step
            else:
                amount = get(fact)
                if amount is None and fact == TOTAL:
                    value, others = get(VALUE), get(OTHERS)
                    amount = value + others if value is not None and others is not None else None  # type: ignore
                if amount is None:
                    return None
                way = way.steps[bisect_left(way.cuts, amount)]
        return cast(Told, way)

    def _lay(self, diagram: Diagram) -> Way | Told:
        found = self._ways.get(diagram)
        if found is None:
            if isinstance(diagram, Node):
                found = self._way(diagram)
            else:
                process, _bar, status = str(diagram).partition(JOINED_BY)
                found = process, status
            self._ways[diagram] = found
        return found

    def _way(self, node: Node) -> Way:
        variable = self.variables[node.variable]
        steps = [self._lay(branch) for branch in node.branches]
        leads: dict[object, Way | Told] = {}
        if isinstance(variable, YesNo):
            leads = {False: steps[0], True: steps[1]}
            if variable.derives:
                leads[NOT_ASKED] = steps[DERIVE]
        elif isinstance(variable, Grouped):
            leads = {option: steps[cell] for option, cell in variable.cell_of.items()}
            leads[ANYTHING_ELSE] = steps[-1]
        way = Way(variable.key, leads, variable.cuts if isinstance(variable, Ranges) else None)
        way.steps = tuple(steps)
        return way
