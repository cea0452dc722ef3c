"""How long each answer lasts, in the diagrams themselves: for deciding by the thousand.

Building them takes about as long as a few thousand answers, so only bulk work asks for them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from portal.rules.compiled import Timed
from portal.rules.diagram import JOINED_BY, Diagram, Diagrams


def lasting(timed: Timed, store: Diagrams) -> Timed:
    """The same diagrams with one more end: the first day on which the same situation ends otherwise."""

    def build(day: date) -> Diagram:
        later = timed.breaks.after(day)
        if not later:
            return store.joined(timed.on(day), "")
        return store.combined(timed.on(day), built.on(later[0]), _until(later[0]), {})

    built = Timed(timed.breaks.days, build)
    return built


def change_of(end: str) -> date | None:
    """The day on which a situation with this end changes; ``None`` when nothing on record changes it."""
    change = end.rpartition(JOINED_BY)[2]
    return date.fromisoformat(change) if change else None


def _until(change: date) -> Callable[[str | bool, str | bool], str]:
    """Joins an end with that of the stretch after it, which knows already how long it lasts."""

    def combine(now: str | bool, then: str | bool) -> str:
        end, _bar, until = str(then).rpartition(JOINED_BY)
        return f"{now}{JOINED_BY}{until if end == now else change.isoformat()}"

    return combine
