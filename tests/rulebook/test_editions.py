"""Editions are only ever added: no program, no query and no hand at the database changes or removes one."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction

from portal.authoring.starter import load_starter
from portal.rulebook import queries
from portal.rulebook.editions import canonical_text, published_edition, published_editions
from portal.rulebook.models import Edition, NeverChangedError
from portal.rulebook.queries import NoEditionError, current_edition, edition
from portal.rulebook.services import FaultyRulebookError, mint_edition
from portal.rules.codec import decode

pytestmark = pytest.mark.django_db

TABLE = Edition._meta.db_table


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    """What one test publishes is rolled back, but the process would remember it."""
    queries.forget_current_edition()
    yield
    queries.forget_current_edition()


def publish_another(note: str = "A new title") -> Edition:
    book = decode(Edition.objects.newest_first()[0].body)
    minted, is_new = mint_edition(book=replace(book, title=f"{book.title}, again"), note=note)
    assert is_new
    queries.forget_current_edition()
    return minted


def save_it() -> None:
    first = Edition.objects.newest_first()[0]
    first.note = "Something else"
    first.save()


def save_it_quietly() -> None:
    first = Edition.objects.newest_first()[0]
    first.save(update_fields=["note"])


def update_them() -> None:
    Edition.objects.update(note="Something else")


def update_some() -> None:
    Edition.objects.filter(number=1).update(note="Something else")


def delete_it() -> None:
    Edition.objects.newest_first()[0].delete()


def delete_them() -> None:
    Edition.objects.all().delete()


@pytest.mark.parametrize(
    "attempt", [save_it, save_it_quietly, update_them, update_some, delete_it, delete_them]
)
def test_no_program_changes_or_deletes_an_edition(attempt: Callable[[], None]) -> None:
    before = list(Edition.objects.values())
    with pytest.raises(NeverChangedError):
        attempt()
    assert list(Edition.objects.values()) == before


BY_HAND = [
    f"UPDATE {TABLE} SET note = 'Something else'",
    f"UPDATE {TABLE} SET body = '{{}}' WHERE number = 1",
    f"DELETE FROM {TABLE}",
    f"DELETE FROM {TABLE} WHERE number = 1",
]
if connection.vendor == "sqlite":
    columns = "number, sha256, previous_sha256, body, note, made_at, made_by_id, approved_by_id, changes"
    others = columns.replace("note", "'Something else'", 1)
    BY_HAND += [
        f"INSERT OR REPLACE INTO {TABLE} ({columns}) SELECT {others} FROM {TABLE}",
        f"REPLACE INTO {TABLE} (id, {columns}) SELECT id, {others.replace('number', '7', 1)} FROM {TABLE}",
        f"UPDATE OR REPLACE {TABLE} SET note = 'Something else'",
    ]


@pytest.mark.parametrize("statement", BY_HAND)
def test_the_database_refuses_what_no_program_tried(statement: str) -> None:
    before = list(Edition.objects.values())
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(statement)
    assert list(Edition.objects.values()) == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL can empty a table at once")
def test_the_table_cannot_be_emptied_at_once() -> None:
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {TABLE} CASCADE")
    assert Edition.objects.exists()


def test_bulk_changes_are_refused_as_well() -> None:
    first = Edition.objects.newest_first()[0]
    first.note = "Something else"
    with pytest.raises((NeverChangedError, DatabaseError)), transaction.atomic():
        Edition.objects.bulk_update([first], ["note"])
    assert Edition.objects.get(number=first.number).note != "Something else"


def test_loading_the_starter_twice_makes_one_edition() -> None:
    before = Edition.objects.count()
    again, is_new, _loaded = load_starter()
    assert not is_new
    assert Edition.objects.count() == before
    assert again.number == 1


def test_an_edition_is_named_by_the_hash_of_its_text() -> None:
    for published in published_editions():
        text = canonical_text(published.number)
        assert hashlib.sha256(text.encode()).hexdigest() == published.sha256


def test_each_edition_names_the_one_before_so_that_a_rewritten_past_shows() -> None:
    publish_another()
    second, first = published_editions()
    assert (first.number, second.number) == (1, 2)
    assert first.previous_sha256 == ""
    assert second.previous_sha256 == first.sha256
    assert (first.current, second.current) == (False, True)
    assert not published_edition(1).current


def test_a_new_edition_answers_and_the_old_one_can_still_be_asked() -> None:
    old = current_edition()
    publish_another()
    assert current_edition().number == old.number + 1
    assert edition(old.number).sha256 == old.sha256


def test_the_newest_edition_is_found_again_without_a_restart(settings: LazySettings) -> None:
    settings.LOOK_AGAIN_AFTER = -1.0
    old = current_edition()
    book = decode(canonical_text(old.number))
    mint_edition(book=replace(book, title="Made by another process"), note="")
    assert current_edition().number == old.number + 1


def test_an_edition_that_does_not_exist_is_said_not_to() -> None:
    for ask in (published_edition, canonical_text, edition):
        with pytest.raises(NoEditionError, match="no edition 99"):
            ask(99)


def test_a_rulebook_with_faults_never_becomes_an_edition() -> None:
    book = decode(canonical_text(1))
    torn = replace(book, figures=book.figures[1:])
    before = Edition.objects.count()
    with pytest.raises(FaultyRulebookError):
        mint_edition(book=torn, note="")
    assert Edition.objects.count() == before
