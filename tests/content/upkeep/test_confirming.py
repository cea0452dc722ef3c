"""Checked today: who may say that nothing has to change, and that no other word goes live by it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from content.editing.gate import CHECKED
from content.editing.roles import EDITORS, PUBLISHERS, REVIEWERS
from content.upkeep.confirming import NotConfirmedError, confirm
from tests.content.editing.staff import member, signed_in, superuser
from tests.content.editing.test_publishing import decide, drafted, submitted
from tests.content.upkeep.test_reasons import overdue, question

pytestmark = pytest.mark.django_db


def address() -> str:
    return f"/staff/pages/{question().pk}/checked-today/"


def rests_on_other_law() -> None:
    assert question().law_references.exists()
    question().law_references.update(digest="what it said before")


@pytest.mark.parametrize("group", [REVIEWERS, PUBLISHERS])
def test_one_person_who_did_not_write_it_confirms_a_page_of_which_nothing_moved(group: str) -> None:
    overdue(question())
    before = question()
    person = member(group)
    answer = signed_in(person).post(address())
    assert answer.status_code == 302
    page = question()
    today = timezone.localdate()
    assert page.as_of == today
    assert page.next_review == today + max(before.next_review - before.as_of, timedelta(days=1))
    assert (page.title, page.text(), page.cited) == (before.title, before.text(), before.cited)
    assert not page.has_unpublished_changes
    entry = PageLogEntry.objects.filter(page=page.pk).latest("timestamp")
    assert (entry.action, entry.user) == (CHECKED, person)
    history = signed_in(person).get(f"/staff/pages/{page.pk}/history/").content.decode()
    assert "Checked: nothing had to change" in history


def test_where_the_law_moved_two_others_have_to_look_at_the_same_words() -> None:
    rests_on_other_law()
    first = member(REVIEWERS, PUBLISHERS)
    asked = signed_in(first).get(address()).content.decode()
    assert "Nothing has to change: submit" in asked
    assert not confirm(question().pk, by=first)
    page = question()
    assert page.workflow_in_progress
    assert page.law_moved
    assert page.as_of != timezone.localdate()
    decide(page, first)
    assert question().current_workflow_task_state.pk == page.current_workflow_task_state.pk
    decide(question(), member(REVIEWERS))
    decide(question(), member(PUBLISHERS))
    page = question()
    assert page.as_of == timezone.localdate()
    assert not page.law_moved


def test_whoever_wrote_what_is_live_does_not_confirm_it() -> None:
    author = member(EDITORS, PUBLISHERS)
    page = submitted(author)
    reviewer = member(REVIEWERS)
    decide(page, reviewer)
    decide(question(), member(PUBLISHERS))
    with pytest.raises(NotConfirmedError, match="did not write"):
        confirm(page.pk, by=author)
    assert confirm(page.pk, by=reviewer)
    with pytest.raises(NotConfirmedError, match="did not write"):
        confirm(page.pk, by=author)
    assert confirm(page.pk, by=reviewer), "whoever confirms writes nothing"


def test_whoever_wrote_an_earlier_version_that_was_replaced_may() -> None:
    first, second = member(EDITORS, PUBLISHERS), member(EDITORS, PUBLISHERS)
    for author in (first, second):
        page = submitted(author)
        decide(page, member(REVIEWERS))
        decide(question(), member(PUBLISHERS))
    assert confirm(question().pk, by=first)


def test_a_draft_in_the_making_is_not_published_by_a_confirmation() -> None:
    page = drafted(member(EDITORS))
    live = question().summary
    answer = signed_in(member(PUBLISHERS)).post(address())
    assert answer.status_code == 422
    assert "A draft of this page is in the making" in answer.content.decode()
    assert question().summary == live
    assert question().latest_revision_id == page.latest_revision_id


def test_a_page_in_which_something_is_wrong_is_not_confirmed() -> None:
    page = question()
    page.summary = "It is $2,500."
    page.save(clean=False)
    with pytest.raises(NotConfirmedError, match=r"Something has to change: .*typed as text"):
        confirm(page.pk, by=member(REVIEWERS))


@pytest.mark.parametrize("person", [lambda: member(EDITORS), superuser], ids=["an editor", "a superuser"])
def test_nobody_else_confirms(person: Any) -> None:
    overdue(question())
    somebody = person()
    answer = signed_in(somebody).post(address())
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/staff/"
    with pytest.raises(NotConfirmedError):
        confirm(question().pk, by=somebody)
    edit = signed_in(somebody).get(f"/staff/pages/{question().pk}/edit/").content.decode()
    assert "Checked today" not in edit


def test_the_form_leads_reviewers_and_publishers_there() -> None:
    text = signed_in(member(REVIEWERS)).get(f"/staff/pages/{question().pk}/edit/").content.decode()
    assert address() in text
