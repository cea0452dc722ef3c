"""An approval is of exactly what was seen, for once, for its hour, and under the law that was seen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Revision

from portal.accounts.models import User
from portal.authoring.desks import Desk
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure
from portal.authoring.records import Approval
from portal.authoring.review import approving
from portal.authoring.review.publishing import SCHEDULED, NotPublishedError
from portal.rulebook.models import Edition
from tests.authoring.people import (
    approve,
    approver,
    drafted,
    figure,
    new_value,
    signed_in,
    submitted,
    superuser,
    writer,
)
from tests.authoring.security.attackers import gate_of, let_the_hour_come, opened, scheduled

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> User:
    return writer()


@pytest.fixture
def waiting(author: User) -> LawObject:
    return submitted(drafted(new_value(figure()), by=author), by=author)


@pytest.fixture
def approved_for_later(author: User) -> LawObject:
    """A change that is approved and waits for its day."""
    drafted(new_value(figure()), by=author)
    approve(scheduled(figure(), by=author), by=approver())
    assert figure().approved_schedule
    return figure()


def unschedule(found: LawObject, *, by: User) -> Any:
    version = found.scheduled_revision
    assert version is not None
    return signed_in(by).post(
        f"/staff/snippets/authoring/figure/history/{found.pk}/revisions/{version.pk}/unschedule/"
    )


def publishes_nothing(revision: Revision, user: Any = None) -> bool:
    before = Edition.objects.count()
    with pytest.raises(NotPublishedError):
        revision.publish(user=user)
    return Edition.objects.count() == before


# Of exactly what was seen


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: setattr(draft, "desk", Desk.objects.get(key="FDA")),
        lambda draft: setattr(draft, "position", draft.position + 1),
        lambda draft: setattr(draft, "go_live_at", timezone.now() + timedelta(days=1)),
        lambda draft: setattr(draft, "title", "Another title"),
    ],
)
def test_everything_that_is_published_is_in_the_hash(change: Any, waiting: LawObject) -> None:
    seen = waiting.draft().content_sha256()
    draft = waiting.draft()
    change(draft)
    assert draft.content_sha256() != seen
    # As a program might, round the lock of the review and in the very version that is reviewed.
    Revision.objects.filter(pk=waiting.latest_revision_id).update(content=draft.serializable_data())
    with pytest.raises(approving.ChangedSinceError):
        approve(figure(), by=approver(), sha256=seen)
    assert Edition.objects.count() == 1


def test_the_same_draft_has_the_same_hash_wherever_it_is_read(waiting: LawObject) -> None:
    assert waiting.draft().content_sha256() == figure().latest_revision.as_object().content_sha256()


# On the page


def approval_form(client: Any, found: LawObject) -> Any:
    form = opened(client, gate_of(found))
    form["action"] = "approve"
    for name in list(form):
        if name.startswith("approve-reason"):
            form[name] = "It is right."
    return form


def test_a_form_sent_twice_approves_once(waiting: LawObject) -> None:
    client = signed_in(approver())
    form = approval_form(client, waiting)
    assert client.post(gate_of(waiting), form).status_code == 302
    assert Edition.objects.count() == 2
    assert client.post(gate_of(waiting), form).status_code in (302, 403, 422)
    assert Edition.objects.count() == 2
    assert Approval.objects.count() == 1


def test_a_form_of_an_older_draft_in_a_second_tab_approves_nothing(author: User, waiting: LawObject) -> None:
    client = signed_in(approver())
    form = approval_form(client, waiting)
    approving.take_back(waiting, by=author)
    submitted(drafted(new_value(figure(), "9999.00"), by=author), by=author)
    page = client.post(gate_of(waiting), form)
    assert page.status_code == 422
    assert "has changed since you looked at it" in page.content.decode()
    assert Edition.objects.count() == 1
    # The page shows the draft of now, so its own form is good for that.
    assert figure().draft().content_sha256() in page.content.decode()


@pytest.mark.parametrize("sha256", ["", "0" * 64, "x", "²" * 64, "0" * 10_000])
def test_a_form_with_another_hash_approves_nothing(sha256: str, waiting: LawObject) -> None:
    client = signed_in(approver())
    form = approval_form(client, waiting)
    form["approve-sha256"] = sha256
    assert client.post(gate_of(waiting), form).status_code == 422
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("action", ["approve", "send-back"])
@pytest.mark.parametrize("somebody", [writer, superuser, lambda: approver("FDA")])
def test_nobody_else_sends_the_approvers_forms(action: str, somebody: Any, waiting: LawObject) -> None:
    sent = approval_form(signed_in(approver()), waiting)
    sent.update({"action": action, "back-comment": "Back"})
    answer = signed_in(somebody()).post(gate_of(waiting), sent)
    assert answer.status_code in (302, 403)
    assert answer.headers.get("Location", "/staff/") == "/staff/"
    assert figure().workflow_in_progress
    assert Edition.objects.count() == 1


# For the hour that was seen


def test_what_is_taken_out_of_the_schedule_loses_its_approval(
    author: User, approved_for_later: LawObject
) -> None:
    version = approved_for_later.scheduled_revision
    assert version is not None
    assert unschedule(approved_for_later, by=approver()).status_code == 302
    assert not figure().approved_schedule
    assert not Approval.objects.unused().exists()
    assert publishes_nothing(Revision.objects.get(pk=version.pk), superuser())
    again = submitted(figure(), by=author)
    approve(again, by=approver())
    assert figure().approved_schedule


@pytest.mark.parametrize("somebody", [writer, lambda: approver("FDA")])
def test_nobody_else_takes_it_out_of_the_schedule(somebody: Any, approved_for_later: LawObject) -> None:
    unschedule(approved_for_later, by=somebody())
    assert figure().approved_schedule
    assert Approval.objects.unused().exists()


def test_what_was_withheld_loses_its_approval(approved_for_later: LawObject) -> None:
    version = let_the_hour_come(approved_for_later)  # which is not the hour that was approved
    call_command("publish_scheduled")
    assert not figure().approved_schedule
    assert not Approval.objects.unused().exists()
    assert publishes_nothing(version, superuser())


def test_a_schedule_that_another_process_has_done_is_not_done_again(approved_for_later: LawObject) -> None:
    """Two clocks look at once: the second one neither publishes nor tells the desk that it was withheld."""
    version = approved_for_later.scheduled_revision
    assert version is not None
    Revision.objects.filter(pk=version.pk).update(approved_go_live_at=None)
    mails = len(mail.outbox)
    version.publish(log_action=SCHEDULED)
    assert Edition.objects.count() == 1
    assert not figure().approved_schedule
    assert len(mail.outbox) == mails
    assert Approval.objects.unused().exists()


def test_a_new_review_ends_what_was_approved_before(author: User, approved_for_later: LawObject) -> None:
    version = approved_for_later.scheduled_revision
    assert version is not None
    Revision.objects.filter(pk=version.pk).update(approved_go_live_at=None)  # as a program might
    submitted(figure(), by=author)
    assert not Approval.objects.unused().exists()
    assert publishes_nothing(Revision.objects.get(pk=version.pk))


# Under the law that was seen


def by_a_program(found: LawObject) -> None:
    """Law changed in its table, as nobody can in the admin."""
    other = Figure.objects.get(key="gift-limit")
    row = other.row()
    row["values"][-1]["amount"] = "777.00"
    other.take_row(row)
    Model.save(other)


def test_nothing_is_published_while_somebody_published_round_the_gate(waiting: LawObject) -> None:
    by_a_program(waiting)
    with pytest.raises(NotPublishedError, match="changed it without a review"):
        approve(waiting, by=approver())
    assert Edition.objects.count() == 1
    assert not Approval.objects.exists()


def test_a_schedule_is_withheld_as_well(approved_for_later: LawObject) -> None:
    by_a_program(approved_for_later)
    version = let_the_hour_come(approved_for_later)
    Approval.objects.update(sha256=version.as_object().content_sha256())
    call_command("publish_scheduled")
    assert Edition.objects.count() == 1
    assert figure().has_unpublished_changes
