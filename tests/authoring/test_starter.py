"""A changed starter file never overwrites what staff wrote; what nobody edited is brought up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from portal.authoring.objects.topics import EntryTopic
from portal.authoring.starter import load_starter
from portal.rulebook.models import Edition
from portal.rulebook.starter_reader import STARTER
from tests.authoring.people import approve, approver, drafted, submitted, writer

pytestmark = pytest.mark.django_db

OLD, NEW = "title: Gifts\n", "title: Presents\n"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The starter of a later release, in which one topic has another title."""
    folder = tmp_path / "starter"
    shutil.copytree(STARTER, folder)
    file = folder / "topics" / "entry" / "gifts.yaml"
    text = file.read_text(encoding="utf-8")
    assert OLD in text
    file.write_text(text.replace(OLD, NEW), encoding="utf-8")
    return folder


def gifts() -> EntryTopic:
    return EntryTopic.objects.get(key="gifts")


def edited() -> EntryTopic:
    """A draft in progress, as staff wrote it."""
    draft = gifts().draft()
    draft.about = "What staff wrote."
    drafted(draft, by=writer())
    return gifts()


def titles_in_history() -> list[str]:
    return [revision.content["title"] for revision in gifts().revisions.order_by("created_at", "pk")]


def test_what_nobody_edited_is_brought_up_to_date_in_a_new_edition(changed: Path) -> None:
    edition, is_new, loaded = load_starter(changed)
    assert loaded.renewed == ["gifts"]
    assert loaded.drafts == []
    assert gifts().title == "Presents"
    assert (edition.number, is_new) == (2, True)
    again, is_new_again, _loaded = load_starter(changed)
    assert (again.number, is_new_again) == (2, False)


def test_a_draft_in_progress_stays_and_the_files_version_waits_in_the_history(changed: Path) -> None:
    before = edited()
    _edition, is_new, loaded = load_starter(changed)
    assert loaded.drafts == ["gifts"]
    assert not is_new
    assert gifts().title == "Gifts"
    assert gifts().latest_revision_id == before.latest_revision_id
    assert gifts().draft().about == "What staff wrote."
    assert "Presents" in titles_in_history()
    assert Edition.objects.count() == 1


def test_what_staff_published_stays_law_and_the_files_version_is_a_draft_to_compare(changed: Path) -> None:
    author = writer()
    draft = gifts().draft()
    draft.about = "What staff wrote."
    found = submitted(drafted(draft, by=author), by=author)
    approve(found, by=approver())
    _edition, is_new, loaded = load_starter(changed)
    assert loaded.drafts == ["gifts"]
    assert not is_new
    assert (gifts().title, gifts().about) == ("Gifts", "What staff wrote.")
    assert gifts().has_unpublished_changes
    assert gifts().draft().title == "Presents"
    assert Edition.objects.count() == 2
