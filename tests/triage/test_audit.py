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


def some_acts() -> int:
    """Six acts; returns the number of what stands before them: how their people came by their roles."""
    case, by = reported(), officer()
    before = audit.standing()[0]
    for _time in range(3):
        services.look(case, by=by)
    services.note(case, "A marker of ours", by=by)
    services.make_move(case, Action.ASK, by=by, question="Another marker")
    return before


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
    before = some_acts()
    acts = [entry.act for entry in AuditEntry.objects.filter(number__gt=before)]
    assert acts == [Act.OPENED, Act.MOVED, Act.OPENED, Act.OPENED, Act.NOTED, Act.ASKED]
    assert "marker" not in str(list(AuditEntry.objects.values()))
    assert not list(audit.broken())


@pytest.mark.parametrize("what", ["UPDATE {} SET act = 'noted'", "DELETE FROM {}"])
def test_the_database_changes_and_removes_no_entry(what: str) -> None:
    before = some_acts()
    refused = pytest.raises(DatabaseError, match="only added to")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(what.format(TABLE))
    assert AuditEntry.objects.count() == before + 6


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
    number += some_acts()
    before = AuditEntry.objects.filter(number=number).values().get()
    unguarded(f"UPDATE {TABLE} SET {change} WHERE number = {number}")
    changed = AuditEntry.objects.filter(number=number).values().get() != before
    assert [found.number for found in audit.broken()] == [number] * changed


@pytest.mark.parametrize("number", range(1, 7))
def test_one_entry_that_was_removed_is_found(number: int) -> None:
    number += some_acts()
    unguarded(f"DELETE FROM {TABLE} WHERE number = {number}")
    assert min(found.number for found in audit.broken()) == number


def test_entries_cut_off_at_the_end_are_found_by_an_anchor_even_when_the_head_is_set_back() -> None:
    last = some_acts() + 4
    number, seal = audit.standing()
    unguarded(f"DELETE FROM {TABLE} WHERE number > {last}")
    assert [found.why for found in audit.broken()] == ["cut off"]
    AuditHead.objects.update(number=last, seal=AuditEntry.objects.get(number=last).seal)
    assert not list(audit.broken())
    assert not audit.holds_at(number, seal)


@pytest.mark.parametrize("one", range(1, 6))
def test_two_entries_that_changed_places_are_found(one: int) -> None:
    one += some_acts()
    unguarded(f"UPDATE {TABLE} SET number = 0 WHERE number = {one}")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET number = {one} WHERE number = {one + 1}")
        cursor.execute(f"UPDATE {TABLE} SET number = {one + 1} WHERE number = 0")
    assert [found.number for found in audit.broken()][:2] == [one, one + 1]


def test_an_entry_put_in_the_middle_is_found_even_when_the_rest_moved_on() -> None:
    place = some_acts() + 3
    columns = ", ".join(f.column for f in AuditEntry._meta.fields if f.column != "number")
    unguarded(f"UPDATE {TABLE} SET number = number + 1000001 WHERE number >= {place}")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET number = number - 1000000 WHERE number > 1000000")
        cursor.execute(
            f"INSERT INTO {TABLE} (number, {columns}) "
            f"SELECT {place}, {columns} FROM {TABLE} WHERE number = {place - 1}"
        )
    AuditHead.objects.update(number=audit.standing()[0] + 1)
    assert {place, place + 1} <= {found.number for found in audit.broken()}


def test_an_entry_put_in_behind_the_end_is_found() -> None:
    some_acts()
    number, _seal = audit.standing()
    forged = AuditEntry.objects.get(number=number)
    forged.number = number + 1
    forged.save(force_insert=True)
    assert [(found.number, found.why) for found in audit.broken()] == [(number + 1, "put in")]


def test_what_is_added_while_it_is_verified_does_not_break_it() -> None:
    unguarded(f"UPDATE {TABLE} SET act = 'noted' WHERE number = {some_acts() + 1}")
    verifying = audit.broken()
    assert next(verifying), "it has begun"
    some_acts()
    assert not list(verifying)
