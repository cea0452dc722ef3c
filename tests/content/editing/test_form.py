"""The page form: a draft is saved with its faults, a submission is refused with a sentence by the field."""

from __future__ import annotations

import pytest
from django.urls import reverse

from content.models import QuestionPage
from tests.content.editing.staff import form_of, send, signed_in, superuser

pytestmark = pytest.mark.django_db

TYPED = "It is $2,500 today."


def question() -> QuestionPage:
    return QuestionPage.objects.get(question_id="Q3")


def test_a_draft_with_faults_is_saved() -> None:
    page = question()
    answer = send(signed_in(superuser()), page, summary=TYPED)
    assert answer.status_code == 302
    assert question().get_latest_revision_as_object().summary == TYPED


def test_a_submission_with_faults_is_refused_with_a_sentence_by_the_field() -> None:
    page = question()
    before = page.latest_revision_id
    answer = send(signed_in(superuser()), page, summary=TYPED, **{"action-submit": "1"})
    assert answer.status_code == 200
    (error,) = answer.context["form"].errors["summary"]
    assert "“$2,500” is typed as text" in error
    assert "{informal-limit}" in error
    assert error.split("“")[0] in answer.content.decode()
    assert question().latest_revision_id == before


def test_a_fault_in_a_block_stands_by_that_block() -> None:
    page = question()
    data = form_of(page, **{"action-submit": "1"})
    data["sources-0-value"] = "A book that nobody has"
    client = signed_in(superuser())
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert answer.status_code == 200
    (error,) = answer.context["form"].errors["sources"].as_data()
    assert list(error.block_errors) == [0]
    assert "A book that nobody has" in str(error.block_errors[0])
    assert not page.current_workflow_state
