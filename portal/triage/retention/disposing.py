"""Disposal by two people: one proposes, another one approves, and a delivery carries it out.

It is looked at once more under lock what may go: a hold that was set meanwhile stops its report and no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.delivery.handlers import Payload
from portal.delivery.services import post
from portal.reports.models import Report
from portal.triage import audit
from portal.triage.changing import insist
from portal.triage.models import Case, Disposal, Item
from portal.triage.records import Act
from portal.triage.retention import certificates, due, schedules, shredding
from portal.triage.retention.due import Stop
from portal.triage.retention.holds import locked
from portal.triage.rights import Right

DISPOSE = "triage.dispose"
AT_ONCE = 20
"""Reports of one transaction. The audit stands still for as long, so it is short."""
Entry = tuple[Act, Report | None, dict[str, object]]


class NotDueError(ValueError):
    """These reports may not be disposed of; ``stopped`` says why, by number. Nothing was proposed."""

    def __init__(self, stopped: dict[str, Stop]) -> None:
        super().__init__(*stopped)
        self.stopped = stopped


class SamePersonError(PermissionDenied):
    """Nobody approves what they proposed."""


class AnsweredError(Exception):
    """The disposal was approved or declined already."""


@transaction.atomic
def propose(numbers: Iterable[str], *, by: User) -> Disposal:
    """Propose to dispose of reports, all or none.

    Raises ``PermissionDenied``, ``NoSuchReportsError``, ``TooManyError``, ``NotDueError``.
    """
    insist(by, Right.RECORDS)
    cases = _cases(locked(numbers))
    clock, now = due.clock(), timezone.now()
    waiting = set(
        Item.objects.filter(report__case__in=cases, state=Item.State.WAITING).values_list("report", flat=True)
    )
    stopped = {}
    for case in cases:
        if why := Stop.WAITING if case.pk in waiting else due.why_not(case, clock, now):
            stopped[case.report.number] = why
    if stopped or not cases:
        raise NotDueError(stopped)
    disposal = Disposal.objects.create(proposed_by=by)
    Item.objects.bulk_create(
        Item(
            disposal=disposal,
            report=case.report,
            schedule=clock[schedules.key_of(case)],
            closed_at=case.closed_at or now,  # never empty here: `why_not` has looked
        )
        for case in cases
    )
    audit.record_all([(Act.PROPOSED, case.report, {"disposal": disposal.pk}) for case in cases], by)
    return disposal


@transaction.atomic
def approve(disposal: Disposal, *, by: User) -> None:
    """Say yes to what somebody else proposed; it is carried out soon after.

    Raises ``PermissionDenied``, ``SamePersonError``, ``AnsweredError``.
    """
    insist(by, Right.RECORDS)
    found = _unanswered(disposal)
    if found.proposed_by_id == by.pk:
        raise SamePersonError
    found.approved_by, found.approved_at = by, timezone.now()
    found.save()
    audit.record(Act.APPROVED, by, disposal=found.pk, reports=found.items.count())
    post(DISPOSE, {"disposal": found.pk})


@transaction.atomic
def decline(disposal: Disposal, *, by: User) -> None:
    """Say no, or take back what oneself proposed. Raises ``PermissionDenied``, ``AnsweredError``."""
    insist(by, Right.RECORDS)
    found = _unanswered(disposal)
    found.declined_by, found.declined_at = by, timezone.now()
    found.save()
    waiting = found.items.filter(state=Item.State.WAITING)
    waiting.update(state=Item.State.STOPPED, why=Stop.DECLINED, ended_at=timezone.now())
    audit.record(Act.DECLINED, by, disposal=found.pk)


def run(payload: Payload, number: UUID) -> None:
    """Carry out the delivery: some of the reports, and another delivery for the rest, in one transaction."""
    disposal = Disposal.objects.select_for_update().get(pk=payload["disposal"])
    if disposal.approved_at is None or disposal.done_at:
        return
    waiting = disposal.items.filter(state=Item.State.WAITING).order_by("report_id")
    items = {item.report_id: item for item in waiting.select_related("schedule")[:AT_ONCE]}
    reports = Report.objects.select_for_update().filter(pk__in=items).order_by("pk")
    clock = due.clock()
    entries = [_end(case, items[case.pk], clock) for case in _cases(list(reports))]
    audit.record_all(entries, disposal.approved_by)
    if waiting.exists():
        post(DISPOSE, {"disposal": disposal.pk})
        return
    disposal.done_at = timezone.now()
    disposal.save(update_fields=["done_at"])
    certificates.certify(disposal)


def _end(case: Case, item: Item, clock: due.Clock) -> Entry:
    """Dispose of one report, or note what stops it."""
    now = timezone.now()
    why = due.why_not(case, clock, now)
    told: dict[str, object] = {"disposal": item.disposal_id}
    if why is None:
        item.schedule = clock[schedules.key_of(case)]
        item.key_name = shredding.shred(case, now)
        case.save()
        told |= {"schedule": item.schedule.number}
    else:
        told |= {"why": why.value}
    item.state = Item.State.STOPPED if why else Item.State.DONE
    item.why, item.ended_at = why or "", now
    item.save()
    return Act.KEPT if why else Act.DISPOSED, case.report, told


def _unanswered(disposal: Disposal) -> Disposal:
    found = Disposal.objects.select_for_update().get(pk=disposal.pk)
    if found.approved_at or found.declined_at:
        raise AnsweredError
    return found


def _cases(reports: list[Report]) -> list[Case]:
    """The cases of locked reports, in their order."""
    cases = (
        Case.objects.select_for_update(of=("self",))
        .select_related("into__report")
        .in_bulk([report.pk for report in reports])
    )
    for report in reports:
        if report.pk in cases:
            cases[report.pk].report = report
    return [cases[report.pk] for report in reports if report.pk in cases]
