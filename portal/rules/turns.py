"""What would change the answer: one known answer at a time, to every other that the law can tell apart.

Facts are kept apart from choices. A choice (the day, the transport) is something that one could plan
otherwise; a fact (the value, the origin, what the goods are) only ever reads "check this": nothing here says
how a fact might be made to look different.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from portal.rules.answers import DAY, OTHERS, Bounds
from portal.rules.decide import Decision
from portal.rules.diagram import Cells, given, outcomes
from portal.rules.ready import DE_MINIMIS, ENTRY
from portal.rules.variables import Grouped, Ranges, Variable, YesNo


@dataclass(frozen=True, slots=True)
class Turn:
    """Another answer to ``fact`` and what it would lead to.

    Exactly one of these tells the other answer: ``to`` (yes/no), ``options`` (of a choice), ``at_most`` and
    ``over`` (cents or counts; either may be open), or ``day``.
    """

    fact: str
    can_choose: bool
    processes: tuple[str, ...]
    de_minimis: frozenset[str]
    to: bool | None = None
    options: tuple[str, ...] = ()
    over: int | None = None
    at_most: int | None = None
    day: date | None = None


class Pinned:
    """A situation in which one variable is somewhere else than the person told."""

    def __init__(self, decision: Decision, cells: dict[int, Cells]) -> None:
        self.decision = decision
        self.pinned = cells

    def cells(self, variable: int) -> Cells:
        return self.pinned[variable] if variable in self.pinned else self.decision.cells(variable)

    def narrowed(self, variable: int, cell: int) -> tuple[int, Cells] | None:
        return None if self.pinned else self.decision.narrowed(variable, cell)


def turns(decision: Decision) -> list[Turn]:
    """Every single change of a known answer that changes the kind of entry, in the order of the questions."""
    if len(decision.days) != 1:
        return []
    found: list[Turn] = []
    for fact in decision.law.book.facts:
        if decision.answers.get(fact.key) is None:
            continue
        if fact.key == DAY:
            found += _other_days(decision)
        else:
            found += _other_answers(decision, fact.key, fact.can_choose)
    return found


def _other_answers(decision: Decision, fact: str, can_choose: bool) -> list[Turn]:
    index = decision.law.variables.index.get(fact)
    if index is None:
        return []
    variable = decision.law.variables.all[index]
    own = variable.cells(decision.answers[fact])
    found = []
    for cell in range(variable.width):
        if cell == own or not _can_be_told(variable, cell):
            continue
        processes, status = _result(decision, _moved(decision, index, cell))
        if processes and set(processes) != set(decision.processes):
            found.append(_turn(variable, cell, can_choose, processes, status))
    return found


def _can_be_told(variable: Variable, cell: int) -> bool:
    """Whether a person can give an answer in this cell (a derived fact's "work it out" is none)."""
    return cell < 2 if isinstance(variable, YesNo) else True


def _moved(decision: Decision, index: int, cell: int) -> Pinned:
    """The situation with one answer moved; the day's total moves with the shipment's value."""
    cells: dict[int, Cells] = {index: cell}
    variables = decision.law.variables
    if index == variables.value and variables.total is not None:
        ranges = variables.all[index]
        others = decision.answers.get(OTHERS)
        if isinstance(ranges, Ranges):
            low, high = ranges.limits(cell)
            extra = others if isinstance(others, int) else 0
            top = None if high is None or not isinstance(others, int) else high + extra
            cells[variables.total] = variables.all[variables.total].cells(Bounds(low + extra, top))
    return Pinned(decision, cells)


def _result(decision: Decision, situation: Pinned) -> tuple[tuple[str, ...], frozenset[str]]:
    day = decision.days[0]

    def remaining(goal: str) -> frozenset[str]:
        left = given(decision.law.goal(goal).on(day), situation)
        return cast(frozenset[str], outcomes(left))

    return decision.ordered(remaining(ENTRY)), remaining(DE_MINIMIS)


def _turn(
    variable: Variable, cell: int, can_choose: bool, processes: tuple[str, ...], status: frozenset[str]
) -> Turn:
    if isinstance(variable, YesNo):
        return Turn(variable.key, can_choose, processes, status, to=bool(cell))
    if isinstance(variable, Ranges):
        low, high = variable.limits(cell)
        over = low - 1 if cell else None
        return Turn(variable.key, can_choose, processes, status, over=over, at_most=high)
    options: tuple[str, ...] = ()
    if isinstance(variable, Grouped):
        options = tuple(option for option, own in variable.cell_of.items() if own == cell)
    return Turn(variable.key, can_choose, processes, status, options=options)


def _other_days(decision: Decision) -> list[Turn]:
    """The neighbouring stretches of law only: the last day before and the first day after this answer."""
    day = decision.days[0]
    breaks = sorted({*decision.law.goal(ENTRY).breaks.days, *decision.law.goal(DE_MINIMIS).breaks.days})
    earlier = [edge - timedelta(days=1) for edge in reversed(breaks) if edge <= day]
    later = [edge for edge in breaks if edge > day]
    found = []
    for days in (earlier, later):
        for other in days:
            moved = Decision(decision.law, {**decision.answers, DAY: other}, decision.as_of)
            if (moved.processes, moved.de_minimis) != (decision.processes, decision.de_minimis):
                found.append(Turn(DAY, True, moved.processes, moved.de_minimis, day=other))
                break
    return found
