"""Every act stands in the audit, and what was changed in it is found."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from portal.triage import audit, services
from portal.triage.models import AuditEntry
from portal.triage.records import Act, AuditHead
from portal.triage.states import Action
from tests.triage.people import officer, reported

pytestmark = pytest.mark.django_db
TABLE = "triage_auditentry"


def some_acts() -> None:
    case, by = reported(), officer()
    for _time in range(3):
        services.look(case, by=by)
    services.note(case, "A marker of ours", by=by)
    services.make_move(case, Action.ASK, by=by, question="Another marker")


def unguarded(statement: str) -> None:
    """What somebody could do who owns the database: take the triggers off first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {TABLE}_no_update")
            cursor.execute(f"DROP TRIGGER {TABLE}_no_delete")
        else:
            cursor.execute(f"DROP TRIGGER {TABLE}_kept ON {TABLE}")
        cursor.execute(statement)


def test_what_was_done_is_told_in_order_and_without_what_was_said() -> None:
    some_acts()
    acts = [entry.act for entry in AuditEntry.objects.all()]
    assert acts == [Act.OPENED, Act.MOVED, Act.OPENED, Act.OPENED, Act.NOTED, Act.ASKED]
    assert "marker" not in str(list(AuditEntry.objects.values()))
    assert not list(audit.broken())


@pytest.mark.parametrize("what", ["UPDATE {} SET act = 'noted'", "DELETE FROM {}"])
def test_the_database_changes_and_removes_no_entry(what: str) -> None:
    some_acts()
    refused = pytest.raises(DatabaseError, match="only added to")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(what.format(TABLE))
    assert AuditEntry.objects.count() == 6


@pytest.mark.parametrize("number", range(1, 7))
@pytest.mark.parametrize(
    "change",
    [
        "act = 'noted'",
        "who_name = 'Nobody'",
        "who = 99",
        "at = '2020-01-01 00:00:00+00'",
        "detail = '{\"a\": 1}'",
    ],
)
def test_one_entry_that_was_changed_is_found(number: int, change: str) -> None:
    some_acts()
    before = AuditEntry.objects.filter(number=number).values().get()
    unguarded(f"UPDATE {TABLE} SET {change} WHERE number = {number}")
    changed = AuditEntry.objects.filter(number=number).values().get() != before
    assert [found.number for found in audit.broken()] == [number] * changed


@pytest.mark.parametrize("number", range(1, 7))
def test_one_entry_that_was_removed_is_found(number: int) -> None:
    some_acts()
    unguarded(f"DELETE FROM {TABLE} WHERE number = {number}")
    assert min(found.number for found in audit.broken()) == number


def test_entries_cut_off_at_the_end_are_found_by_an_anchor_even_when_the_head_is_set_back() -> None:
    some_acts()
    number, seal = audit.standing()
    unguarded(f"DELETE FROM {TABLE} WHERE number > 4")
    assert [found.why for found in audit.broken()] == ["cut off"]
    AuditHead.objects.update(number=4, seal=AuditEntry.objects.get(number=4).seal)
    assert not list(audit.broken())
    assert not audit.holds_at(number, seal)
