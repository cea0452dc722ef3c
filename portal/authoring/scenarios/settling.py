"""After a publication: accepted answers become what scenarios expect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import LogFormatter, log

from portal.authoring.objects.base import LawObject
from portal.authoring.records import Approval
from portal.authoring.scenarios.models import Scenario, lasting_name
from portal.authoring.scenarios.running import Turned

SETTLED = "authoring.scenario.settled"


class SettledFormatter(LogFormatter):
    """What a scenario's history says of a change that came with an edition."""

    label = "Settle"

    def format_message(self, log_entry: Any) -> str:
        return _("Expects what edition %(number)s answers: %(why)s") % {
            "number": log_entry.data["edition"],
            "why": log_entry.data["why"],
        }


def settle(proposed: LawObject, turned: Iterable[Turned], approval: Approval) -> None:
    """Take the new answers of accepted scenarios over, and let the draft's own scenarios count for all."""
    now = {each.key: each.now for each in turned}
    why = {key: reason for key in now if (reason := approval.accepted.get(f"scenario:{key}"))}
    own = Scenario.objects.filter(made_for=lasting_name(proposed))
    for scenario in own | Scenario.objects.filter(key__in=why):
        scenario.made_for = ""
        for name, value in now.get(scenario.key, {}).items() if scenario.key in why else ():
            setattr(scenario, name, value)
        scenario.save()
        _remember(scenario, approval, why.get(scenario.key) or _("It was made for what is law now."))


def _remember(scenario: Scenario, approval: Approval, why: str) -> None:
    """A version of the scenario in its history, with the reason and the edition."""
    revision = scenario.save_revision(user=approval.approved_by)
    log(
        instance=scenario,
        action=SETTLED,
        user=approval.approved_by,
        revision=revision,
        content_changed=True,
        data={"why": why, "edition": approval.edition.number if approval.edition else None},
    )
