"""A report goes when it is due, nothing holds it and two people say so; then nothing opens any more."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from portal.delivery.models import Delivery
from portal.reports.models import Report
from portal.triage import services as triage
from portal.triage.models import AuditEntry, Case, Disposal, Item
from portal.triage.records import Act
from portal.triage.retention import certificates, disposing, due, guards, holds, schedules, shredding
from portal.triage.retention.due import Stop
from portal.triage.states import Action, Outcome
from tests.triage.people import lead, reported
from tests.triage.retention.keeping import (
    REASON,
    approved,
    approved_schedule,
    carry_out,
    closed,
    disposed,
    hold,
    is_gone,
    proposed,
    records_officer,
    reopen,
    whole,
)

pytestmark = pytest.mark.django_db


# When it is due


@pytest.mark.parametrize(("days_ago", "is_due", "is_overdue"), [(99, 0, 0), (100.5, 1, 0), (101.5, 1, 1)])
def test_a_report_is_due_after_its_days_and_overdue_a_day_later(
    days_ago: float, is_due: int, is_overdue: int
) -> None:
    approved_schedule(days=100)
    closed(days_ago=days_ago)
    assert (due.due().count(), due.overdue().count()) == (is_due, is_overdue)


def test_the_clock_turns_with_time() -> None:
    approved_schedule(days=100)
    closed(days_ago=0)
    now = timezone.now()
    assert [due.due(now + timedelta(days=days)).count() for days in (0, 99, 101)] == [0, 0, 1]
    assert [due.overdue(now + timedelta(days=days)).count() for days in (100.5, 101.5)] == [0, 1]


def test_without_an_approved_number_nothing_is_due() -> None:
    case = closed()
    assert not due.due()
    assert list(due.without_schedule()) == [case]
    approved_schedule(number="")
    assert not due.due()
    with pytest.raises(disposing.NotDueError) as stopped:
        proposed(case)
    assert stopped.value.stopped == {case.report.number: Stop.NO_SCHEDULE}


def test_of_several_rows_that_have_begun_the_last_one_counts() -> None:
    today, by = timezone.localdate(), records_officer()
    closed(days_ago=50)
    for begins, days in ((-300, 10), (-10, 60), (5, 10)):
        row = {"number": "A-1", "kept_days": days, "source": "An approval", "key": "undervaluation"}
        schedules.add(by=by, valid_from=today + timedelta(days=begins), **row)
    assert not due.due()
    assert due.due(timezone.now() + timedelta(days=6)).count() == 1


def test_what_was_not_meant_has_a_clock_of_its_own() -> None:
    approved_schedule(days=1_000)
    approved_schedule(schedules.NOT_MEANT, days=10)
    spam = closed(days_ago=11, outcome=Outcome.NOT_MEANT)
    closed(days_ago=11)
    assert list(due.due()) == [spam]
    assert disposed(spam).certificate.told["reports"][0]["kind"] == schedules.NOT_MEANT


def test_a_duplicate_waits_for_the_report_that_it_was_merged_into() -> None:
    approved_schedule()
    one, other = triage.look(reported(), by=lead()), triage.look(reported(), by=lead())
    triage.make_move(one, Action.MERGE, by=lead(), reason="Same", into=other)
    Case.objects.filter(pk=one.pk).update(closed_at=timezone.now() - timedelta(days=200))
    assert not due.due()
    with pytest.raises(disposing.NotDueError) as stopped:
        proposed(one)
    assert set(stopped.value.stopped.values()) == {Stop.MERGED}
    triage.make_move(other, Action.CLOSE, by=lead(), outcome=Outcome.ACTED_ON, reason="Done")
    assert [case.pk for case in due.due()] == [one.pk]
    hold(other)
    assert not due.due()


# Two people, and a hold


def test_nobody_approves_what_they_proposed() -> None:
    approved_schedule()
    case, by = closed(), records_officer()
    disposal = proposed(case, by=by)
    with pytest.raises(disposing.SamePersonError):
        disposing.approve(disposal, by=by)
    with pytest.raises(DatabaseError), transaction.atomic():
        Disposal.objects.filter(pk=disposal.pk).update(approved_by=by, approved_at=timezone.now())
    disposing.run({"disposal": disposal.pk}, disposal.pk)  # type: ignore[arg-type]
    assert not is_gone(case)


@pytest.mark.parametrize("act", ["propose", "approve", "decline", "hold", "lift"])
def test_who_keeps_no_records_does_none_of_it(act: str) -> None:
    approved_schedule()
    case, by = closed(), lead()
    held, disposal = hold(closed()), proposed(closed())
    tries = {
        "propose": lambda: proposed(case, by=by),
        "approve": lambda: disposing.approve(disposal, by=by),
        "decline": lambda: disposing.decline(disposal, by=by),
        "hold": lambda: hold(case, by=by),
        "lift": lambda: holds.lift(held, by=by),
    }
    with pytest.raises(PermissionDenied):
        tries[act]()


def test_once_approved_nothing_that_was_due_stays_overdue() -> None:
    approved_schedule()
    cases = [closed() for _time in range(disposing.AT_ONCE + 3)]
    assert due.overdue(timezone.now() + timedelta(hours=25)).count() == len(cases)
    disposal = approved(*cases)
    carry_out()
    assert not due.overdue(timezone.now() + timedelta(hours=25))
    disposal.refresh_from_db()
    assert disposal.done_at
    assert len(disposal.certificate.told["reports"]) == len(cases)
    assert Delivery.objects.filter(kind=disposing.DISPOSE).count() == 2


def test_a_delivery_that_comes_twice_or_starts_again_changes_nothing_more() -> None:
    approved_schedule()
    disposal = approved(closed())
    carry_out()
    entries = AuditEntry.objects.count()
    disposing.run({"disposal": disposal.pk}, disposal.pk)  # type: ignore[arg-type]
    assert AuditEntry.objects.count() == entries


def test_one_that_breaks_off_leaves_everything_as_it_was_and_is_done_at_the_next_try(
    monkeypatch: Any,
) -> None:
    approved_schedule()
    one, other = closed(), closed()
    approved(one, other)
    shred, seen = shredding.shred, []

    def dies_at_the_second(case: Case, at: Any) -> str:
        seen.append(case)
        if len(seen) == 2:
            raise RuntimeError
        return shred(case, at)

    monkeypatch.setattr(shredding, "shred", dies_at_the_second)
    with pytest.raises(RuntimeError):
        carry_out()
    assert not is_gone(one)
    assert not is_gone(other)
    Delivery.objects.update(next_at=timezone.now())
    carry_out()
    assert is_gone(one)
    assert is_gone(other)


def test_a_hold_between_approval_and_run_stops_its_report_and_no_other() -> None:
    approved_schedule()
    held, other = closed(), closed()
    disposal = approved(held, other)
    hold(held)
    carry_out()
    assert not is_gone(held)
    assert is_gone(other)
    item = Item.objects.get(disposal=disposal, report=held.report)
    assert (item.state, item.why) == (Item.State.STOPPED, Stop.HELD)
    kept = AuditEntry.objects.get(act=Act.KEPT)
    assert (kept.report, kept.detail["why"]) == (held.pk, "held")
    assert disposal.certificate.told["kept"] == [{"number": held.report.number, "why": "held"}]


def test_one_that_was_opened_again_meanwhile_is_kept() -> None:
    approved_schedule()
    case = closed()
    disposal = approved(case)
    reopen(case)
    carry_out()
    assert not is_gone(case)
    disposal.refresh_from_db()
    assert disposal.done_at
    assert not hasattr(disposal, "certificate")


def test_what_was_declined_or_taken_back_is_kept_and_can_be_proposed_again() -> None:
    approved_schedule()
    case = closed()
    disposal = proposed(case)
    disposing.decline(disposal, by=records_officer())
    with pytest.raises(disposing.AnsweredError):
        disposing.approve(disposal, by=records_officer())
    assert proposed(case)
    with pytest.raises(disposing.NotDueError) as stopped:
        proposed(case)
    assert set(stopped.value.stopped.values()) == {Stop.WAITING}


def test_the_reason_of_a_hold_is_sealed_and_the_audit_does_not_tell_it() -> None:
    made = hold(closed())
    assert REASON.encode() not in bytes(made.sealed)
    assert holds.told(made) == {"matter": "Matter 7", "reason": REASON}
    assert REASON not in str(list(AuditEntry.objects.values()))


def test_a_hold_names_reports_that_are_there_or_nothing_is_held() -> None:
    case, gone = closed(), closed()
    disposed(gone)
    for numbers in ([case.report.number, "TVR-2026-00000000"], [gone.report.number]):
        with pytest.raises(holds.NoSuchReportsError):
            holds.hold(numbers, matter="M", reason="R", by=records_officer())
    assert not due.is_held(case.pk)


# What the database refuses by itself


@pytest.mark.parametrize("column", ["sealed", "sealed_key"])
def test_the_database_destroys_nothing_that_two_have_not_approved(column: str) -> None:
    approved_schedule()
    case = closed()
    proposed(case)
    with pytest.raises(DatabaseError, match="two people say so"), transaction.atomic():
        Report.objects.filter(pk=case.pk).update(**{column: b""})


@pytest.mark.parametrize("column", ["sealed", "sealed_key"])
def test_the_database_destroys_nothing_under_a_hold_even_when_it_was_approved(column: str) -> None:
    approved_schedule()
    case = closed()
    approved(case)
    made = hold(case)
    with pytest.raises(DatabaseError, match="legal hold"), transaction.atomic():
        Report.objects.filter(pk=case.pk).update(**{column: b""})
    holds.lift(made, by=records_officer())
    Report.objects.filter(pk=case.pk).update(**{column: b""})


def test_the_database_destroys_no_open_report() -> None:
    approved_schedule()
    case = closed()
    approved(case)
    reopen(case)
    with pytest.raises(DatabaseError, match="when it is closed"), transaction.atomic():
        Report.objects.filter(pk=case.pk).update(sealed_key=b"")


@pytest.mark.parametrize("table", guards.GOES)
def test_the_database_removes_no_row_of_a_held_report(table: str, evidence_store: Path) -> None:
    case = whole()
    hold(case)
    with (
        pytest.raises(DatabaseError, match="legal hold"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("what", ["UPDATE {} SET seal = ''", "DELETE FROM {}"])
def test_a_certificate_stays_as_it_was_written(what: str) -> None:
    made = disposed(closed()).certificate
    assert certificates.holds(made)
    with (
        pytest.raises(DatabaseError, match="only added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(what.format("triage_certificate"))


def test_a_certificate_that_was_changed_all_the_same_says_so() -> None:
    made = disposed(closed()).certificate
    made.told["reports"][0]["schedule"] = "Z-9"
    assert not certificates.holds(made)


def test_triggers_that_are_absent_are_told() -> None:
    assert not guards.missing()
    guards.take_down()
    assert len(guards.missing()) == len(list(guards._guards()))
    guards.put_up()
    assert not guards.missing()
