"""Nothing that a form, a page of Wagtail's or a program is sent decides law round the gate."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry, Page, WorkflowState

from portal.accounts.models import User
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure, GoodsKind
from portal.authoring.records import Approval
from portal.authoring.review.task import SecondPersonTask
from portal.rulebook.models import Edition
from tests.authoring.people import (
    administrator,
    approver,
    both,
    drafted,
    figure,
    new_value,
    signed_in,
    submitted,
    superuser,
    writer,
)
from tests.authoring.security.attackers import edit_url, goods, new_figure, opened, scheduled

pytestmark = pytest.mark.django_db

ACTIONS = [
    *("publish", "submit", "restart-workflow", "cancel-workflow", "workflow-action", "unpublish"),
    *("schedule", "approve"),
]
BULK = "/staff/bulk/authoring/figure/delete/"


def nothing_was_decided() -> bool:
    return Edition.objects.count() == 1 and not Approval.objects.exists()


def current(found: LawObject) -> Any:
    return type(found)._default_manager.get(pk=found.pk)


@pytest.fixture
def waiting() -> LawObject:
    author = writer()
    return submitted(drafted(new_value(figure()), by=author), by=author)


# Forms


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("somebody", [both, superuser])
def test_a_form_saves_a_draft_whatever_is_sent_with_it(action: str, somebody: Any) -> None:
    client, found = signed_in(somebody()), goods()
    form = opened(client, edit_url(found))
    form["examples"] = "A thing that nobody has approved"
    form[f"action-{action}"] = form["workflow-action-name"] = action
    assert client.post(edit_url(found), form).status_code == 302
    after = current(found)
    assert after.draft().examples == "A thing that nobody has approved"
    assert after.examples == found.examples
    assert not after.current_workflow_state
    assert nothing_was_decided()


@pytest.mark.parametrize("action", ACTIONS)
def test_a_new_object_is_made_as_a_draft_whatever_is_sent_with_it(action: str) -> None:
    client, address = signed_in(superuser()), "/staff/snippets/authoring/goodskind/add/"
    form = opened(client, address)
    form.update({"key": "new-kind", "label": "A new kind", f"action-{action}": action})
    form["desk"], form["aisle"] = str(goods().desk_id), goods().aisle
    client.post(address, form)
    made = GoodsKind.objects.get(key="new-kind")
    assert not made.live
    assert not made.current_workflow_state
    assert nothing_was_decided()


@pytest.mark.parametrize("action", ACTIONS)
def test_a_form_sent_into_a_review_changes_neither_draft_nor_review(action: str) -> None:
    author = both()
    client, found = signed_in(author), goods()
    drafted(found, by=author)
    form = opened(client, edit_url(found))
    submitted(current(found), by=author)
    form["examples"], form[f"action-{action}"] = "Slipped in", action
    client.post(edit_url(found), form)
    after = current(found)
    assert after.draft().examples != "Slipped in"
    assert after.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert nothing_was_decided()


def test_no_form_lays_a_version_over_another() -> None:
    author = both()
    client, found = signed_in(author), goods()
    drafted(found, by=author)
    before = current(found).latest_revision
    form = opened(client, edit_url(found))
    form["examples"], form["overwrite_revision_id"] = "Laid over", str(before.pk)
    client.post(edit_url(found), form)
    after = current(found).latest_revision
    assert after.pk != before.pk
    before.refresh_from_db()
    assert before.content["examples"] != "Laid over"
    assert after.content["examples"] == "Laid over"


def test_no_program_lays_a_version_over_another() -> None:
    author = writer()
    found = drafted(new_value(figure()), by=author)
    before = dict(found.latest_revision.content)
    again = new_value(figure(), "9999.00")
    saved = again.save_revision(user=author, overwrite_revision=found.latest_revision)
    assert saved.pk != found.latest_revision_id
    found.latest_revision.refresh_from_db()
    assert found.latest_revision.content == before


def test_law_never_expires_whatever_is_sent() -> None:
    client, found = signed_in(writer()), goods()
    form = opened(client, edit_url(found))
    form["examples"], form["expire_at"] = "Another", "2020-01-01 10:00"
    client.post(edit_url(found), form)
    after = current(found)
    assert after.expire_at is None
    assert after.latest_revision.content["expire_at"] is None


def test_law_never_expires_whatever_a_program_says() -> None:
    draft = new_value(figure())
    draft.expire_at = draft.first_published_at
    revision = draft.save_revision(user=writer(), clean=False)
    assert revision.content["expire_at"] is None
    revision.content["expire_at"] = "2020-01-01T10:00:00Z"
    assert revision.as_object().expire_at is None


# Wagtail's own pages of a review


@pytest.mark.parametrize("action", ["approve", "reject", "x"])
@pytest.mark.parametrize("room", ["action", "collect_action_data"])
@pytest.mark.parametrize("somebody", [approver, administrator, superuser])
def test_wagtails_pages_of_a_review_decide_nothing(
    room: str, action: str, somebody: Any, waiting: LawObject
) -> None:
    client, state = signed_in(somebody()), waiting.current_workflow_state
    task = state.current_task_state_id
    home = Page.objects.filter(depth=2)[0]
    for address in (
        f"/staff/snippets/authoring/figure/workflow/{room}/{waiting.pk}/{action}/{task}/",
        f"/staff/pages/workflow/{room}/{home.pk}/{action}/{task}/",
    ):
        for answer in (client.get(address), client.post(address, {"comment": "By hand"})):
            assert answer.status_code in (302, 403)
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    assert state.current_task_state.status == "in_progress"
    assert nothing_was_decided()


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_the_step_itself_takes_no_decision_from_wagtail(action: str, waiting: LawObject) -> None:
    task_state = waiting.current_workflow_state.current_task_state
    with pytest.raises(PermissionDenied):
        task_state.task.specific.on_action(task_state, approver(), action)
    task_state.refresh_from_db()
    assert task_state.status == "in_progress"


def test_a_program_that_approves_wagtails_step_publishes_nothing(waiting: LawObject) -> None:
    task_state = waiting.current_workflow_state.current_task_state
    with pytest.raises(PermissionDenied):
        task_state.specific.approve(user=approver())
    assert nothing_was_decided()


def test_wagtail_offers_nobody_an_action(waiting: LawObject) -> None:
    task = SecondPersonTask.objects.get()
    for somebody in (approver(), administrator(), superuser()):
        assert not task.get_actions(waiting, somebody)


# Several at once


def left(*drafts: Figure) -> list[bool]:
    return [Figure.objects.filter(pk=each.pk).exists() for each in drafts]


@pytest.mark.parametrize("somebody", [lambda: writer("FDA"), lambda: approver("FDA"), approver])
def test_nobody_deletes_the_drafts_of_another_desk_by_marking_them(somebody: Any) -> None:
    draft = new_figure(by=writer())
    signed_in(somebody()).post(f"{BULK}?id={draft.pk}")
    signed_in(somebody()).post(f"{BULK}?id=all")
    assert left(draft) == [True]


def test_a_desk_deletes_its_own_drafts_and_that_is_written_down() -> None:
    author: User = writer()
    draft, other = new_figure(by=author), new_figure("other-limit", by=author)
    signed_in(author).post(f"{BULK}?id={draft.pk}")
    assert left(draft, other) == [False, True]
    assert ModelLogEntry.objects.filter(action="wagtail.delete", object_id=str(draft.pk)).exists()


@pytest.mark.parametrize("somebody", [writer, administrator, superuser])
def test_published_law_is_not_deleted_by_marking_it(somebody: Any) -> None:
    published = figure()
    signed_in(somebody()).post(f"{BULK}?id={published.pk}")
    signed_in(somebody()).post(f"{BULK}?id=all")
    assert left(published) == [True]
    assert current(published).live


def test_a_schedule_is_not_taken_away_by_deleting(waiting: LawObject) -> None:
    found = scheduled(goods(), by=writer())
    signed_in(superuser()).post(f"/staff/snippets/authoring/goodskind/delete/{found.pk}/")
    assert GoodsKind.objects.filter(pk=found.pk).exists()
