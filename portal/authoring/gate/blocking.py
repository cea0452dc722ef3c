"""What stands between a draft and its publication."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.authoring.gate.candidate import Candidate, candidate
from portal.authoring.objects.base import LawObject
from portal.authoring.scenarios.coverage import Untested
from portal.authoring.scenarios.running import Trial, Turned
from portal.rulebook.queries import current_edition
from portal.rules.diagram import TooLargeError

SCENARIO, RULE = "scenario", "rule"


@dataclass(frozen=True, slots=True)
class Blocking:
    """Faults block whatever anybody says; the rest may be accepted, each with a reason.

    ``turned`` are scenarios that answer otherwise than they expect; ``untested`` rules and exceptions, new
    or changed by this draft, that no scenario makes hold or no scenario makes fail.
    """

    faults: tuple[str, ...]
    turned: tuple[Turned, ...] = ()
    untested: tuple[Untested, ...] = ()

    @property
    def to_accept(self) -> tuple[str, ...]:
        """What needs a reason, by a name that the form and the approval keep."""
        return (
            *(f"{SCENARIO}:{each.key}" for each in self.turned),
            *(f"{RULE}:{each.name}" for each in self.untested),
        )


def blocking(proposed: LawObject, would_be: Candidate | None = None) -> Blocking:
    """What blocks this draft under the law of this moment."""
    would_be = would_be or candidate(proposed)
    changed = would_be.law()
    if changed is None:
        return Blocking(would_be.faults)
    trial = Trial.of_what_counts(changed, proposed)
    try:
        return Blocking((), tuple(trial.answered_otherwise()), tuple(trial.untested(current_edition().law)))
    except TooLargeError:
        return Blocking((_("With this draft the law is too large to be decided. Split its conditions."),))
