"""The quick way to an answer: one walk, for a shipment of which everything that a diagram asks is told.

The same diagrams as everywhere, laid out so that an answer leads straight to the next question. Where an
answer is missing or has to be worked out, the walk gives up and the decision takes the long way, which says
the same: a property test holds the two together.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import cast

from portal.rules.answers import NOT_ASKED, ORIGIN, OTHERS, SENT_FROM, TOTAL, VALUE
from portal.rules.diagram import Diagram, Node
from portal.rules.truth import Facts
from portal.rules.variables import DERIVE, Grouped, Listed, Ranges, Variable, YesNo

ANYTHING_ELSE = object()


class Way:
    """One question with where each answer leads.

    ``leads`` goes by the answer itself; ``cuts`` (of an amount) and ``listed`` (of several values) find the
    cell first, and ``steps`` goes by the cell.
    """

    __slots__ = ("cuts", "fact", "leads", "listed", "steps")

    def __init__(self, variable: Variable, steps: tuple[Way | str, ...]) -> None:
        self.fact = variable.key
        self.steps = steps
        self.cuts = variable.cuts if isinstance(variable, Ranges) else None
        self.listed = variable if isinstance(variable, Listed) else None
        self.leads: dict[object, Way | str] = {}
        if isinstance(variable, YesNo):
            self.leads = {False: steps[0], True: steps[1]}
            if variable.derives:
                self.leads[NOT_ASKED] = steps[DERIVE]
        elif isinstance(variable, Grouped):
            self.leads = {option: steps[cell] for option, cell in variable.cell_of.items()}
            self.leads[ANYTHING_ELSE] = steps[-1]


class Quick:
    """The quick ways of one rulebook; each diagram is laid out once."""

    def __init__(self, variables: list[Variable]) -> None:
        self.variables = variables
        self._ways: dict[Diagram, Way | str] = {}

    def walk(self, diagram: Diagram, facts: Facts) -> str | None:
        """The end that a diagram comes to, or ``None`` where the long way has to be taken."""
        way = self._ways.get(diagram)
        if way is None:
            way = self._lay(diagram)
        get = facts.get
        while way.__class__ is Way:
            fact = way.fact
            if way.cuts is not None:
                amount = get(fact)
                if amount is None and fact == TOTAL:
                    amount = _total(facts)
                if not isinstance(amount, int):
                    return None
                way = way.steps[bisect_left(way.cuts, amount)]
            elif way.listed is not None:
                cell = way.listed.cells(get(fact))
                if not isinstance(cell, int):
                    return None
                way = way.steps[cell]
            else:
                answer = get(fact, NOT_ASKED)
                if answer is NOT_ASKED and fact == SENT_FROM:
                    answer = get(ORIGIN)
                step = way.leads.get(answer)
                if step is None and answer.__class__ is str:
                    step = way.leads.get(ANYTHING_ELSE)
                if step is None:
                    return None
                way = step
        return cast(str, way)

    def _lay(self, diagram: Diagram) -> Way | str:
        found = self._ways.get(diagram)
        if found is None:
            if isinstance(diagram, Node):
                steps = tuple(self._lay(branch) for branch in diagram.branches)
                found = Way(self.variables[diagram.variable], steps)
            else:
                found = str(diagram)
            self._ways[diagram] = found
        return found


def _total(facts: Facts) -> int | None:
    value, others = facts.get(VALUE), facts.get(OTHERS)
    return value + others if isinstance(value, int) and isinstance(others, int) else None
