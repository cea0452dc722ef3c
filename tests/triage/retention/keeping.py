"""Closed reports, schedules, holds and disposals, as tests tell it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.delivery import claims, execution
from portal.delivery.models import Delivery
from portal.reports import keeping, sealing
from portal.reports import services as reports
from portal.triage import services
from portal.triage.models import (
    Case,
    Certificate,
    Disposal,
    HandOver,
    LegalHold,
    Office,
    RetentionSchedule,
    Term,
)
from portal.triage.retention import disposing, holds, schedules
from portal.triage.states import Action, Outcome
from tests.triage.people import RECORDS_OFFICERS, lead, member, reported

KEPT_DAYS = 100
REASON = "A marker of the matter"


def records_officer() -> User:
    return member(RECORDS_OFFICERS)


def closed(*, days_ago: float = KEPT_DAYS + 1, outcome: Outcome = Outcome.NO_VIOLATION, **told: Any) -> Case:
    """A report that was looked at and closed so long ago."""
    by = lead()
    case = services.look(reported(**told), by=by)
    services.make_move(case, Action.CLOSE, by=by, outcome=outcome, reason="A marker of the reason")
    Case.objects.filter(pk=case.pk).update(closed_at=timezone.now() - timedelta(days=days_ago))
    return Case.objects.get(pk=case.pk)


def reopen(case: Case) -> None:
    services.make_move(case, Action.REOPEN, by=lead(), reason="Something new")


def approved_schedule(key: str = "undervaluation", *, number: str = "A-1", days: int = KEPT_DAYS) -> Any:
    today = timezone.localdate()
    row = {"number": number, "kept_days": days, "source": "An approval"}
    return schedules.add(by=records_officer(), key=key, valid_from=today - timedelta(days=400), **row)


def hold(*cases: Case, by: User | None = None) -> LegalHold:
    numbers = [case.report.number for case in cases]
    return holds.hold(numbers, matter="Matter 7", reason=REASON, by=by or records_officer())


def proposed(*cases: Case, by: User | None = None) -> Disposal:
    return disposing.propose([case.report.number for case in cases], by=by or records_officer())


def approved(*cases: Case) -> Disposal:
    disposal = proposed(*cases)
    disposing.approve(disposal, by=records_officer())
    return disposal


def carry_out() -> None:
    """Do what waits in the outbox to be disposed of."""
    others = Delivery.objects.exclude(kind=disposing.DISPOSE).values_list("kind", flat=True).distinct()
    while row := claims.to_run(without=list(others)):
        if fault := execution.run(row):
            raise fault


def disposed(*cases: Case) -> Disposal:
    """Those reports as they are afterwards."""
    if not RetentionSchedule.objects.filter(key="undervaluation").exists():
        approved_schedule()
    disposal = approved(*cases)
    carry_out()
    return Disposal.objects.get(pk=disposal.pk)


def certificate(*cases: Case) -> Certificate:
    return disposed(*(cases or (closed(),))).certificate


def is_gone(case: Case) -> bool:
    case.report.refresh_from_db()
    return not case.report.sealed_key


def whole() -> Case:
    """A closed report with all that a report can have."""
    case = closed(identity={"name": "A marker of the sender"})
    key = reports.key_of(case.report)
    reopen(case)
    services.make_move(case, Action.ASK, by=lead(), question="A marker of the question")
    reports.answer(case.report, "A marker of the answer")
    services.note(case, "A marker of a note", by=lead())
    Term.objects.create(case=case, kind=1, value=7)
    office, _made = Office.objects.get_or_create(key="desk", defaults={"name": "A desk"})
    handed = HandOver(case=case, office=office, by=lead(), format="json", sha256="a" * 64)
    handed.sealed = sealing.seal_json({"file": "A marker"}, handed.place(), key)
    handed.save(force_insert=True)
    owner = keeping.Owner(case.report, key)
    with (Path(__file__)).open("rb") as file:
        keeping.keep(owner, "list.txt", file)
    services.make_move(case, Action.CLOSE, by=lead(), outcome=Outcome.ACTED_ON, reason="A marker")
    Case.objects.filter(pk=case.pk).update(closed_at=timezone.now() - timedelta(days=KEPT_DAYS + 1))
    return Case.objects.get(pk=case.pk)
