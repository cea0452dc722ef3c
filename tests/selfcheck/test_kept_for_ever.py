"""Kept answers are only ever added: no program, no query and no hand changes or removes one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from portal.rulebook.models import NeverChangedError
from portal.rulebook.queries import current_edition
from portal.selfcheck.kept import keep
from portal.selfcheck.models import KeptAnswer

pytestmark = pytest.mark.django_db

TABLE = KeptAnswer._meta.db_table
ASKED = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def row() -> KeptAnswer:
    return keep(edition=current_edition(), answers={"mode": "postal"}, asked_on=ASKED)


def save_it() -> None:
    first = KeptAnswer.objects.get()
    first.answers = {}
    first.save()


def save_it_quietly() -> None:
    KeptAnswer.objects.get().save(update_fields=["asked_on"])


def update_them() -> None:
    KeptAnswer.objects.update(answers={})


def update_some() -> None:
    KeptAnswer.objects.filter(edition_id=1).update(engine="2")


def delete_it() -> None:
    KeptAnswer.objects.get().delete()


def delete_them() -> None:
    KeptAnswer.objects.all().delete()


@pytest.mark.parametrize(
    "attempt", [save_it, save_it_quietly, update_them, update_some, delete_it, delete_them]
)
def test_no_program_changes_or_deletes_a_kept_answer(attempt: Callable[[], None]) -> None:
    before = list(KeptAnswer.objects.values())
    with pytest.raises(NeverChangedError):
        attempt()
    assert list(KeptAnswer.objects.values()) == before


BY_HAND = [
    f"UPDATE {TABLE} SET engine = '2'",
    f"DELETE FROM {TABLE}",
    f"DELETE FROM {TABLE} WHERE edition_id = 1",
]
if connection.vendor == "sqlite":
    columns = "id, code, edition_id, engine, answers, result, asked_on, made_at"
    others = columns.replace("engine", "'2'", 1)
    BY_HAND.append(f"INSERT OR REPLACE INTO {TABLE} ({columns}) SELECT {others} FROM {TABLE}")
else:
    BY_HAND.append(f"TRUNCATE {TABLE}")


@pytest.mark.parametrize("statement", BY_HAND)
def test_the_database_refuses_what_no_program_tried(statement: str) -> None:
    connection.check_constraints()  # or PostgreSQL refuses TRUNCATE for a reason of its own
    before = list(KeptAnswer.objects.values())
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(statement)
    assert list(KeptAnswer.objects.values()) == before


def test_bulk_changes_are_refused_as_well(row: KeptAnswer) -> None:
    row.engine = "2"
    with pytest.raises((NeverChangedError, DatabaseError)), transaction.atomic():
        KeptAnswer.objects.bulk_update([row], ["engine"])
    with pytest.raises(DatabaseError), transaction.atomic():
        KeptAnswer.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["code"], update_fields=["engine"]
        )
    assert KeptAnswer.objects.get().engine != "2"


def test_a_code_that_exists_is_never_given_to_another_answer(row: KeptAnswer) -> None:
    again = KeptAnswer(code=row.code, edition_id=1, engine="1", answers={}, result={}, asked_on=ASKED)
    with pytest.raises(DatabaseError), transaction.atomic():
        again.save()
