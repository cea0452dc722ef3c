"""The answer at every other value of the shipment: stretches of value in which nothing changes."""

from __future__ import annotations

from dataclasses import dataclass

from portal.rules.answers import DAY, OTHERS, TOTAL, VALUE
from portal.rules.decide import Decision
from portal.rules.variables import Ranges


@dataclass(frozen=True, slots=True)
class Band:
    """Values over ``over`` (from nothing, when it is none) and at most ``at_most`` cents."""

    over: int | None
    at_most: int | None
    processes: tuple[str, ...]
    entries: tuple[str, ...]
    de_minimis: frozenset[str]

    def holds(self, cents: int) -> bool:
        return (self.over is None or cents > self.over) and (self.at_most is None or cents <= self.at_most)


def bands(decision: Decision) -> tuple[Band, ...]:
    """From the least value to the greatest, neighbours with one answer joined.

    The day's total moves with the value, so its limits cut here too, less the person's other imports.
    """
    cuts = sorted(cut for cut in _cuts(decision) if cut > 0)
    found: list[Band] = []
    for over, at_most in zip([None, *cuts], [*cuts, None], strict=True):
        value = at_most if at_most is not None else (over or 0) + 1
        answers = {**decision.answers, VALUE: value, DAY: decision.days[0]}
        there = Decision(decision.law, answers, decision.as_of)
        band = Band(over, at_most, there.processes, there.entries, there.de_minimis)
        if found and _same(found[-1], band):
            band = Band(found[-1].over, at_most, band.processes, band.entries, band.de_minimis)
            found[-1] = band
        else:
            found.append(band)
    return tuple(found)


def _same(one: Band, other: Band) -> bool:
    return (one.processes, one.de_minimis) == (other.processes, other.de_minimis)


def _cuts(decision: Decision) -> set[int]:
    variables = decision.law.variables
    others = decision.answers.get(OTHERS)
    cuts: set[int] = set()
    for key, less in ((VALUE, 0), (TOTAL, others if isinstance(others, int) else 0)):
        index = variables.index.get(key)
        variable = variables.all[index] if index is not None else None
        if isinstance(variable, Ranges):
            cuts.update(cut - less for cut in variable.cuts)
    return cuts
