"""How long which reports are kept: rows that begin on a day. Nobody changes one; a later one counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.reports.steps import STEPS
from portal.triage import audit
from portal.triage.changing import insist
from portal.triage.models import Case, RetentionSchedule
from portal.triage.records import Act
from portal.triage.rights import Right
from portal.triage.states import Outcome

NOT_MEANT = "not_meant"
"""Reports that were closed as sent by a program, or as no report: whatever their category."""
WHAT, CATEGORY = "what", "category"


def kinds() -> dict[str, Any]:
    """The keys of schedules and what they are called: the categories that the form offers, and one more."""
    form = next(step for step in STEPS if step.key == WHAT).form()
    found = {str(key): label for key, label in form.fields[CATEGORY].choices if key}  # type: ignore[attr-defined]
    return {**found, NOT_MEANT: _("Sent by a program, or no report")}


def key_of(case: Case) -> str:
    return NOT_MEANT if case.outcome == Outcome.NOT_MEANT else case.report.category


def in_force(on: date) -> dict[str, RetentionSchedule]:
    """The row of each kind that counts on a day: the one that began last, the newest of several."""
    rows = RetentionSchedule.objects.filter(valid_from__lte=on).order_by("key", "valid_from", "pk")
    return {row.key: row for row in rows}


@transaction.atomic
def add(
    *, by: User, key: str, number: str, kept_days: int, source: str, valid_from: date
) -> RetentionSchedule:
    """Raises ``PermissionDenied``; ``ValueError`` for a kind that there is not."""
    insist(by, Right.RECORDS)
    if key not in kinds():
        raise ValueError("there is no such kind of report")
    told: dict[str, Any] = {"key": key, "number": number, "kept_days": kept_days, "source": source}
    row = RetentionSchedule.objects.create(**told, valid_from=valid_from, added_by=by)
    audit.record(Act.SCHEDULED, by, **told, valid_from=valid_from.isoformat(), schedule=row.pk)
    return row
