"""A decision that spares the diagrams: for a few answers under a law that was just compiled.

To build the diagrams of one stretch of law takes as long as to read its rules for a hundred shipments. What
three-valued logic settles the diagrams settle alike, so they are built only where it leaves something open.
"""

from __future__ import annotations

from datetime import date

from portal.rules.answers import DAY
from portal.rules.decide import Decision, Told
from portal.rules.evidence import Evidence
from portal.rules.law import Goal
from portal.rules.lazy import lazy
from portal.rules.ready import DE_MINIMIS, ENTRY, PGA
from portal.rules.truth import check


class SparingDecision(Decision):
    """The same decision, read rule by rule where that settles it."""

    @lazy
    def _quick(self) -> Told | None:
        day = self.answers.get(DAY)
        return self._read(day) if isinstance(day, date) else None

    def next_entry_change(self) -> date | None:
        """The first later day on which the kind of entry or the exemption is answered otherwise."""
        for day in self.law.answer.breaks.after(self.days[0]):
            told = self._read(day) if self._quick else None
            if told is None:
                return super().next_entry_change()
            if told != self._quick:
                return day
        return None

    def _read(self, day: date) -> Told | None:
        """What the rules of a day settle for this shipment, if they settle it."""
        facts: dict[str, object] = {**self.facts, DAY: day}
        if PGA not in self.answers:
            facts[PGA] = self.pga
        evidence = Evidence(self.law, facts, day)
        process = _first(self.law.goals[ENTRY], evidence)
        status = _first(self.law.goals[DE_MINIMIS], evidence)
        return (process, status) if process and status else None


def _first(goal: Goal, evidence: Evidence) -> str:
    """The first outcome that holds, or nothing where one before it may hold. The last one needs no test."""
    for outcome in goal.outcomes[:-1]:
        held = check(outcome.when)(evidence.facts, evidence)
        if held is not False:
            return outcome.key if held else ""
    return goal.outcomes[-1].key
