"""No role, a superuser included, publishes a page of law without a second person."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from content import services
from content.editing.gate import NotApprovedError
from content.editing.roles import EDITORS, PUBLISHERS, REVIEWERS
from content.models import GuidePage, NewsPage, QuestionPage, TopicPage
from portal.accounts.models import User
from tests.content.editing.staff import form_of, member, send, signed_in, superuser

pytestmark = pytest.mark.django_db

NEW = "Yes. Ask your carrier."
OLD = "Yes, if it is a real gift"


def question() -> QuestionPage:
    return QuestionPage.objects.get(question_id="Q3")


def drafted(by: User) -> QuestionPage:
    page = question()
    page.summary = NEW
    page.save_revision(user=by)
    return question()


def submitted(by: User) -> QuestionPage:
    page = question()
    send(signed_in(by), page, summary=NEW, **{"action-submit": "1"})
    page = question()
    assert page.workflow_in_progress
    return page


def decide(page: QuestionPage, by: User, action: str = "approve") -> Any:
    url = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, action, page.current_workflow_task_state.pk]
    )
    return signed_in(by).post(url, {"comment": ""})


def is_live(page: QuestionPage) -> bool:
    return question().summary == NEW


def test_two_others_publish_what_an_editor_wrote() -> None:
    page = submitted(member(EDITORS))
    decide(page, member(REVIEWERS))
    assert not is_live(page)
    decide(question(), member(PUBLISHERS))
    assert is_live(page)


def test_an_editor_with_every_role_does_not_review_the_own_draft() -> None:
    everything = member(EDITORS, REVIEWERS, PUBLISHERS)
    page = submitted(everything)
    decide(page, everything)
    assert not TaskState.objects.filter(status=TaskState.STATUS_APPROVED).exists()
    assert not is_live(page)


def test_one_person_does_not_take_both_steps() -> None:
    page = submitted(member(EDITORS))
    both = member(REVIEWERS, PUBLISHERS)
    decide(page, both)
    decide(question(), both)
    assert not is_live(page)
    decide(question(), member(PUBLISHERS))
    assert is_live(page)


def test_a_superuser_takes_no_step_without_the_role() -> None:
    page = submitted(member(EDITORS))
    decide(page, superuser())
    assert question().current_workflow_task_state.pk == page.current_workflow_task_state.pk


def test_a_publisher_does_not_come_before_the_reviewer() -> None:
    page = submitted(member(EDITORS))
    decide(page, member(PUBLISHERS))
    assert question().current_workflow_task_state.pk == page.current_workflow_task_state.pk


def test_an_approval_is_of_the_very_version_that_was_looked_at() -> None:
    page = submitted(member(EDITORS))
    decide(page, member(REVIEWERS))
    changed = question().get_latest_revision_as_object()
    changed.summary = "Something else."
    changed.save_revision(user=member(EDITORS))
    decide(question(), member(PUBLISHERS))
    assert question().summary.startswith(OLD)
    assert question().workflow_in_progress  # it is with the legal reviewers again
    with pytest.raises(NotApprovedError):
        question().get_latest_revision().publish()


def test_what_is_sent_back_is_not_published() -> None:
    page = submitted(member(EDITORS))
    decide(page, member(REVIEWERS), "reject")
    with pytest.raises(NotApprovedError):
        question().get_latest_revision().publish()
    assert not is_live(page)


@pytest.mark.parametrize("who", ["superuser", "publisher"])
def test_a_forged_request_to_publish_saves_a_draft_and_no_more(who: str) -> None:
    person = superuser() if who == "superuser" else member(PUBLISHERS, REVIEWERS, EDITORS)
    page = question()
    send(signed_in(person), page, summary=NEW, **{"action-publish": "1"})
    assert not is_live(page)
    assert question().get_latest_revision_as_object().summary == NEW


@pytest.mark.parametrize("who", ["superuser", "publisher"])
def test_a_new_page_of_law_that_is_published_at_once_is_a_draft(who: str) -> None:
    person = superuser() if who == "superuser" else member(PUBLISHERS, REVIEWERS, EDITORS)
    parent = question().get_parent()
    data = form_of(question(), slug="another-page", title="Another page", **{"action-publish": "1"})
    url = reverse("wagtailadmin_pages:add", args=["content", "questionpage", parent.pk])
    assert signed_in(person).post(url, data).status_code == 302
    made = Page.objects.get(slug="another-page")
    assert not made.live


def test_many_at_once_leaves_pages_of_law_as_they_were() -> None:
    page = drafted(member(EDITORS))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for person in (superuser(), member(PUBLISHERS, REVIEWERS, EDITORS)):
        signed_in(person).post(f"{url}?id={page.pk}", {"include_descendants": "on"})
        assert not is_live(page)


def test_publishing_all_below_a_topic_leaves_pages_of_law_as_they_were() -> None:
    page = drafted(member(EDITORS))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    signed_in(superuser()).post(f"{url}?id={page.get_parent().pk}", {"include_descendants": "on"})
    assert not is_live(page)


def test_the_api_of_the_admin_publishes_no_page_of_law() -> None:
    page = drafted(member(EDITORS))
    url = f"/staff/api/main/pages/{page.pk}/action/publish/"
    for person in (superuser(), member(PUBLISHERS, REVIEWERS, EDITORS)):
        assert signed_in(person).post(url).status_code in {403, 404}
        assert not is_live(page)


def test_a_schedule_withholds_what_nobody_approved_and_goes_on_with_the_rest() -> None:
    page = drafted(member(EDITORS))
    news = NewsPage.objects.first()
    assert news
    news.summary = NEW
    past = timezone.now() - timedelta(hours=1)
    for revision in (page.get_latest_revision(), news.save_revision()):
        revision.approved_go_live_at = past
        revision.save()
    call_command("publish_scheduled", stdout=io.StringIO())
    assert not is_live(page)
    assert question().get_latest_revision().approved_go_live_at is None
    assert NewsPage.objects.get(pk=news.pk).summary == NEW


def test_a_program_does_not_publish_a_page_of_law() -> None:
    page = drafted(member(EDITORS))
    for person in (None, superuser(), member(PUBLISHERS)):
        for skip in (False, True):
            with pytest.raises(PermissionDenied):
                page.get_latest_revision().publish(user=person, skip_permission_checks=skip)
    assert not is_live(page)


def test_a_copy_of_a_page_of_law_begins_as_a_draft() -> None:
    page = question()
    copy = page.copy(update_attrs={"slug": "a-copy"}, user=superuser())
    assert not Page.objects.get(pk=copy.pk).live


def test_a_publisher_publishes_what_is_no_law_and_an_editor_does_not() -> None:
    topic = TopicPage.objects.exclude(depth=3).first()
    assert topic
    assert topic.permissions_for_user(member(PUBLISHERS)).can_publish()
    assert not topic.permissions_for_user(member(EDITORS)).can_publish()
    assert topic.permissions_for_user(member(EDITORS)).can_edit()
    assert [task.name for task in topic.get_workflow().tasks] == ["A publisher approves"]
    guide = GuidePage.objects.first()
    assert guide
    assert len(guide.get_workflow().tasks) == 2


def test_roles_are_made_once_and_open_the_admin() -> None:
    services.load_starter()
    for name in (EDITORS, REVIEWERS, PUBLISHERS):
        person = member(name)
        assert person.groups.count() == 1
        assert signed_in(person).get("/staff/").status_code == 200
    assert member(EDITORS).has_perm("content.view_missedsearch")
    assert not member(EDITORS).has_perm("content.change_avoidedclaim")
