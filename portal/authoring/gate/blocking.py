"""What stands between a draft and its publication."""

from __future__ import annotations

from dataclasses import dataclass

from portal.authoring.gate.candidate import Candidate, candidate
from portal.authoring.objects.base import LawObject
from portal.authoring.scenarios.running import Turned, answered_otherwise, untested
from portal.rulebook.queries import current_edition

SCENARIO, RULE = "scenario", "rule"


@dataclass(frozen=True, slots=True)
class Blocking:
    """Faults block whatever anybody says; the rest may be accepted, each with a reason.

    ``turned`` are scenarios that answer otherwise than they expect; ``untested`` the names of rules and
    exceptions, new or changed by this draft, that no scenario makes hold or no scenario makes fail.
    """

    faults: tuple[str, ...]
    turned: tuple[Turned, ...] = ()
    untested: tuple[str, ...] = ()

    @property
    def to_accept(self) -> tuple[str, ...]:
        """What needs a reason, by a name that the form and the approval keep."""
        return (
            *(f"{SCENARIO}:{each.key}" for each in self.turned),
            *(f"{RULE}:{name}" for name in self.untested),
        )


def blocking(proposed: LawObject, would_be: Candidate | None = None) -> Blocking:
    """What blocks this draft under the law of this moment."""
    would_be = would_be or candidate(proposed)
    changed = would_be.law()
    if changed is None:
        return Blocking(would_be.faults)
    return Blocking(
        (),
        tuple(answered_otherwise(changed, proposed)),
        tuple(untested(changed, current_edition().law, proposed)),
    )
