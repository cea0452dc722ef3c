"""Which reports have been kept for long enough, and what else keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.reports.states import State
from portal.triage.models import Case, HeldReport, Item, RetentionSchedule
from portal.triage.retention import schedules
from portal.triage.states import Outcome

GRACE = timedelta(hours=24)
"""A report that has been due for longer is overdue."""
Clock = Mapping[str, RetentionSchedule]


class Stop(models.TextChoices):
    """Why a report is not disposed of."""

    OPEN = "open", _("It is open.")
    HELD = "held", _("It is under a legal hold.")
    MERGED = "merged", _("The report that it was merged into is open or under a legal hold.")
    NO_SCHEDULE = "no_schedule", _("No approved schedule counts for it.")
    NOT_DUE = "not_due", _("It has not been kept for long enough.")
    WAITING = "waiting", _("It waits for another disposal.")
    GONE = "gone", _("It was disposed of already.")
    DECLINED = "declined", _("The disposal was declined.")


def clock(now: datetime | None = None) -> dict[str, RetentionSchedule]:
    """The schedules that count now."""
    return schedules.in_force(timezone.localdate(now or timezone.now()))


def due_at(case: Case, row: RetentionSchedule) -> datetime | None:
    return case.closed_at + timedelta(days=row.kept_days) if case.closed_at else None


def is_held(case_id: UUID) -> bool:
    return HeldReport.objects.filter(report=case_id, hold__lifted_at=None).exists()


def why_not(case: Case, clock: Clock, now: datetime) -> Stop | None:
    """What keeps a report; nothing where it may be disposed of. Its row is locked by whoever acts on this."""
    if not case.report.sealed_key:
        return Stop.GONE
    if case.report.state != State.CLOSED or not case.closed_at:
        return Stop.OPEN
    if is_held(case.pk):
        return Stop.HELD
    if _goes_on_elsewhere(case):
        return Stop.MERGED
    row = clock.get(schedules.key_of(case))
    if row is None or not row.number:
        return Stop.NO_SCHEDULE
    until = due_at(case, row)
    return Stop.NOT_DUE if until is None or until > now else None


def _goes_on_elsewhere(case: Case) -> bool:
    """Whether the work on it goes on under another number, however often that was merged again."""
    seen, into = {case.pk}, case.into
    while into and into.pk not in seen:
        if into.report.sealed_key and (into.report.state != State.CLOSED or is_held(into.pk)):
            return True
        seen.add(into.pk)
        into = into.into
    return False


# Lists


def kept() -> QuerySet[Case]:
    """Closed reports that are still there, those first that were closed first."""
    rows = Case.objects.filter(report__state=State.CLOSED, closed_at__isnull=False, disposed_at=None)
    return rows.select_related("report").order_by("closed_at", "pk")


def due(now: datetime | None = None, *, since: timedelta = timedelta(0)) -> QuerySet[Case]:
    """What may be disposed of now, and has been so for that long."""
    now = now or timezone.now()
    ripe = Q(pk__in=[])
    for key, row in clock(now).items():
        if row.number:
            ripe |= _of_kind(key) & Q(closed_at__lte=now - timedelta(days=row.kept_days) - since)
    goes_on = Q(into__disposed_at=None) & (~Q(into__report__state=State.CLOSED) | Exists(_held("into")))
    rows = kept().filter(ripe).exclude(Q(into__isnull=False) & goes_on)
    waits = Item.objects.filter(report=OuterRef("pk"), state=Item.State.WAITING)
    return rows.filter(~Exists(_held("pk"))).annotate(waits=Exists(waits))


def overdue(now: datetime | None = None) -> QuerySet[Case]:
    return due(now, since=GRACE)


def under_hold() -> QuerySet[Case]:
    """Open ones too."""
    rows = Case.objects.filter(Exists(_held("pk")))
    return rows.select_related("report").order_by("arrived_at", "pk")


def without_schedule(now: datetime | None = None) -> QuerySet[Case]:
    """Closed reports of kinds for which no approved schedule counts."""
    approved = Q(pk__in=[])
    for key, row in clock(now).items():
        if row.number:
            approved |= _of_kind(key)
    return kept().exclude(approved)


def _of_kind(key: str) -> Q:
    not_meant = Q(outcome=Outcome.NOT_MEANT)
    return not_meant if key == schedules.NOT_MEANT else Q(report__category=key) & ~not_meant


def _held(name: str) -> QuerySet[HeldReport]:
    return HeldReport.objects.filter(report=OuterRef(name), hold__lifted_at=None)
