"""A draft becomes law by a second person who approves exactly what will be published, and in no other way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure
from portal.authoring.records import Approval
from portal.authoring.review import approving
from portal.authoring.review.publishing import NotPublishedError
from portal.rulebook import queries
from portal.rulebook.models import Edition
from portal.rulebook.queries import current_edition
from tests.authoring.people import (
    administrator,
    approve,
    approver,
    both,
    drafted,
    figure,
    new_value,
    reader,
    submitted,
    superuser,
    writer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    queries.forget_current_edition()
    yield
    queries.forget_current_edition()


def limit_of_today(number: int | None = None) -> int:
    found = current_edition().law.figures["informal-limit"].values[-1]
    return found.amount


@pytest.fixture
def waiting() -> tuple[LawObject, object]:
    """A changed figure that waits for a second person, and who wrote it."""
    author = writer()
    return submitted(drafted(new_value(figure()), by=author), by=author), author


def test_a_second_person_approves_and_the_change_is_law(waiting: tuple[LawObject, object]) -> None:
    found, author = waiting
    second = approver()
    approve(found, by=second)
    newest = Edition.objects.newest_first()[0]
    assert newest.number == 2
    assert (newest.made_by, newest.approved_by) == (author, second)
    assert newest.note == "The limit was raised."
    queries.forget_current_edition()
    assert current_edition().number == 2
    assert limit_of_today() == 300_000
    assert figure().live
    assert not figure().has_unpublished_changes


def test_whoever_wrote_on_a_draft_never_approves_it() -> None:
    author = both()
    found = submitted(drafted(new_value(figure()), by=author), by=author)
    with pytest.raises(PermissionDenied):
        approve(found, by=author)
    assert Edition.objects.count() == 1


def test_whoever_only_wrote_an_earlier_version_of_the_draft_does_not_approve_it_either() -> None:
    first, second = both(), writer()
    found = drafted(new_value(figure(), "2900.00"), by=first)
    found = drafted(new_value(figure(), "3000.00", "2027-02-01"), by=second)
    found = submitted(found, by=second)
    with pytest.raises(PermissionDenied):
        approve(found, by=first)


def test_the_submitter_never_approves() -> None:
    author, sender = writer(), both()
    found = submitted(drafted(new_value(figure()), by=author), by=sender)
    with pytest.raises(PermissionDenied):
        approve(found, by=sender)


@pytest.mark.parametrize("somebody", [writer, reader, administrator, superuser, lambda: approver("FDA")])
def test_nobody_but_an_approver_of_the_desk_approves(
    somebody: object, waiting: tuple[LawObject, object]
) -> None:
    with pytest.raises(PermissionDenied):
        approve(waiting[0], by=somebody())  # type: ignore[operator]
    assert Edition.objects.count() == 1


def test_an_approval_that_races_an_edit_does_not_publish_the_edit(waiting: tuple[LawObject, object]) -> None:
    found, author = waiting
    looked_at = found.draft().content_sha256()
    drafted(new_value(figure(), "9999.00"), by=author)
    with pytest.raises(approving.ChangedSinceError, match="has changed since"):
        approve(found, by=approver(), sha256=looked_at)
    assert Edition.objects.count() == 1
    assert not Approval.objects.exists()


def test_a_version_that_was_overwritten_in_place_is_not_published(waiting: tuple[LawObject, object]) -> None:
    """Wagtail may rewrite a version under the same number; the approval is of its content."""
    found, author = waiting
    second = approver()
    sha256 = found.draft().content_sha256()
    changed = new_value(figure(), "9999.00")
    changed.save_revision(user=author, overwrite_revision=found.latest_revision)
    with pytest.raises(approving.ChangedSinceError):
        approve(figure(), by=second, sha256=sha256)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("somebody", [writer, approver, administrator, superuser])
def test_no_program_publishes_around_the_review(somebody: object) -> None:
    author = writer()
    found = drafted(new_value(figure()), by=author)
    for asked in (
        found.latest_revision.publish,
        lambda user: found.publish(found.latest_revision, user=user),
    ):
        with pytest.raises(NotPublishedError, match="Nobody has approved"):
            asked(user=somebody())  # type: ignore[operator]
    assert Edition.objects.count() == 1
    assert figure().has_unpublished_changes


def test_an_approval_is_used_once(waiting: tuple[LawObject, object]) -> None:
    found, author = waiting
    approve(found, by=approver())
    approved = figure().live_revision
    drafted(new_value(figure(), "4000.00", "2028-01-01"), by=author)
    with pytest.raises(NotPublishedError):
        approved.publish(user=superuser())
    assert Edition.objects.count() == 2


def test_changes_can_be_asked_for_and_the_draft_goes_back(waiting: tuple[LawObject, object]) -> None:
    found, author = waiting
    approving.ask_for_changes(found, by=approver(), comment="Cite the Federal Register.")
    assert not figure().workflow_in_progress
    again = submitted(drafted(new_value(figure(), "3100.00"), by=author), by=author)
    approve(again, by=approver())
    assert Edition.objects.count() == 2


def test_a_draft_in_review_is_locked_for_everybody(waiting: tuple[LawObject, object]) -> None:
    lock = figure().get_lock()
    assert lock is not None
    for somebody in (waiting[1], administrator(), approver(), superuser()):
        assert lock.for_user(somebody)


def test_a_writer_takes_a_submission_back(waiting: tuple[LawObject, object]) -> None:
    found, author = waiting
    approving.take_back(found, by=author)
    assert figure().get_lock() is None


def test_faults_block_whatever_was_accepted() -> None:
    author = writer()
    draft = figure().draft()
    row = draft.row()
    row["values"][-1]["through"] = row["values"][-1].get("from") or timezone.localdate()
    found = submitted(drafted(draft.take_row(row), by=author), by=author)
    with pytest.raises(NotPublishedError, match="no value on"):
        approve(found, by=approver(), accepted={"faults": "never mind"})
    assert Edition.objects.count() == 1


# Schedules


def scheduled(found: LawObject, *, by: object) -> LawObject:
    draft = found.draft()
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    return submitted(drafted(draft, by=by), by=by)


def pass_the_hour() -> None:
    """As if the hour of every schedule had been an earlier one, and approved as that."""
    for revision in Revision.objects.exclude(approved_go_live_at=None):
        before = timezone.now() - timedelta(minutes=1)
        proposed = revision.as_object()
        approved = Approval.objects.of(proposed).filter(sha256=proposed.content_sha256())
        revision.content["go_live_at"] = before.isoformat()
        revision.approved_go_live_at = before
        revision.save()
        approved.update(sha256=revision.as_object().content_sha256())


def test_a_scheduled_change_is_law_from_its_hour_on_and_not_before() -> None:
    author = writer()
    drafted(new_value(figure()), by=author)
    approve(scheduled(figure(), by=author), by=approver())
    assert Edition.objects.count() == 1
    assert figure().approved_schedule
    pass_the_hour()
    call_command("publish_scheduled")
    assert Edition.objects.count() == 2
    assert not figure().has_unpublished_changes


def test_a_refused_object_never_stops_others_in_the_schedule() -> None:
    author, second = writer(), approver()
    drafted(new_value(figure("gift-limit"), "150.00"), by=author)
    approve(scheduled(figure("gift-limit"), by=author), by=second)
    drafted(new_value(figure()), by=author)
    approve(scheduled(figure(), by=author), by=second)
    # The first of the two loses its approval; the second one is to be published all the same.
    first = Approval.objects.of(figure("gift-limit")).get()
    first.sha256 = "0" * 64
    first.save()
    pass_the_hour()
    call_command("publish_scheduled")
    assert Edition.objects.count() == 2
    assert not figure().has_unpublished_changes
    withheld = figure("gift-limit")
    assert withheld.has_unpublished_changes
    assert not withheld.approved_schedule
    call_command("publish_scheduled")
    assert Edition.objects.count() == 2


def test_an_undone_change_is_a_new_edition_with_the_old_text() -> None:
    before = Edition.objects.get(number=1)
    author, second = writer(), approver()
    approve(submitted(drafted(new_value(figure()), by=author), by=author), by=second)
    earliest = Figure.objects.get(key="informal-limit").revisions.order_by("created_at", "id").first()
    drafted(earliest.as_object(), by=author)
    approve(submitted(figure(), by=author), by=second)
    newest = Edition.objects.newest_first()[0]
    assert newest.number == 3
    assert newest.sha256 == before.sha256
    assert newest.previous_sha256 != before.previous_sha256
