"""When a count is more than chance would make of what was usual before.

Reports come one by one, so a count of a week scatters around a mean as a Poisson law says. The mean itself is
known only from the weeks before, which adds doubt: counts by a mean that is itself estimated from ``n`` weeks
scatter as a negative binomial law (Jeffreys' prior: one half of a report more than were counted). A count
is marked where this law gives a count as large or larger less than once in a thousand weeks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BEFORE = 8
"""Weeks or months that a newer one is compared with."""
FEWEST = 5
"""Of fewer reports than these nothing is made, however unusual they are."""
SELDOM = 1 / 1_000


@dataclass(frozen=True, slots=True)
class Rise:
    """``now`` reports where there were ``before`` in all of the weeks or months before."""

    now: int
    before: int
    chance: float

    @property
    def usual(self) -> float:
        return self.before / BEFORE


def chance_of(now: int, before: Sequence[int]) -> float:
    """How likely as many reports or more are, if nothing has changed."""
    many, share = sum(before) + 0.5, len(before) / (len(before) + 1)
    each, below = share**many, 0.0
    for number in range(now):
        below += each
        each *= (number + many) / (number + 1) * (1 - share)
    return max(0.0, 1 - below)


def rise_in(counts: Sequence[int]) -> Rise | None:
    """Of whole weeks or months in their order, the last against those before it; nothing unless unusual."""
    *before, now = counts[-BEFORE - 1 :] or (0,)
    if now < FEWEST or len(before) < BEFORE or now <= sum(before) / BEFORE:
        return None
    chance = chance_of(now, before)
    return Rise(now, sum(before), chance) if chance < SELDOM else None
