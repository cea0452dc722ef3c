"""The form tells what the checks say of the newest draft, and opens quickly however large the page is."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.editing.checking import findings
from content.editing.roles import EDITORS
from content.models import HomePage, QuestionPage, SupplyMapPage, ThresholdsPage
from tests.content.editing.staff import member, send, signed_in

pytestmark = pytest.mark.django_db

HARD = "Administrative determinations necessitate documentation of international transactions."
MOST_QUERIES = 60
SAID = "What the checks say"


def question() -> QuestionPage:
    return QuestionPage.objects.get(question_id="Q3")


def form(page: Any) -> str:
    answer = signed_in(member(EDITORS)).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_draft_that_nothing_is_to_be_said_of_shows_no_panel() -> None:
    assert SAID not in form(question())


def test_a_warning_that_refuses_nothing_is_shown_with_its_field() -> None:
    page = question()
    send(signed_in(member(EDITORS)), page, summary=HARD)
    text = form(page)
    assert SAID in text
    assert "it refuses nothing" in text
    assert "<strong>Summary.</strong> The summary reads at grade" in text
    assert "before this page can be submitted" not in text


def test_a_fault_of_a_saved_draft_is_shown_before_anybody_submits_it() -> None:
    page = question()
    send(signed_in(member(EDITORS)), page, summary="It is $2,500 today.")
    text = form(page)
    assert "before this page can be submitted" in text
    assert "“$2,500” is typed as text" in text


def test_an_example_that_the_check_answers_otherwise_refuses_the_page() -> None:
    page = next(page for page in QuestionPage.objects.live() if page.checks)
    page.checks[0].value["entry"] = "formal-of-old"
    assert [(found.field, found.block, found.is_fault) for found in findings(page)] == [("checks", 0, True)]


def test_the_front_door_is_held_to_what_pages_are_held_to() -> None:
    home = HomePage.objects.get()
    assert findings(home) == []
    home.lead = "Up to $800 it is free."
    home.questions[0].value["answer"] = "Since August 29, 2025 it is not."
    home.questions[1].value["link"] = "/guidance/none/"
    found = [(each.field, each.block) for each in findings(home)]
    assert found == [("lead", None), ("questions", 0), ("questions", 1)]


def test_the_front_door_tells_law_by_reference(client: Any) -> None:
    home = HomePage.objects.get()
    home.lead = "Up to {informal-limit} you may do it yourself."
    home.save_revision().publish()
    text = client.get("/").content.decode()
    assert '<data class="law-figure" value="2500.00">$2,500</data> you may do it yourself' in text
    assert "{informal-limit}" not in text


def test_typed_law_in_a_row_of_the_tables_is_a_fault_and_limits_of_other_countries_are_none() -> None:
    page = ThresholdsPage.objects.get()
    page.rows[0].value["duty"] = "CAD $150"
    assert findings(page) == []
    page.rows[0].value["note"] = "Here it is $2,500."
    page.rows[1].value["source"] = "A book that nobody has"
    assert [(each.field, each.block) for each in findings(page)] == [("rows", 0), ("rows", 1)]
    drawn = SupplyMapPage.objects.get()
    drawn.cells[0].value["pays"] = "The buyer pays 15%"
    assert [(each.field, each.block) for each in findings(drawn)] == [("cells", 0)]


def test_the_words_below_the_limits_of_other_countries_can_be_edited() -> None:
    assert 'id="body"' in form(ThresholdsPage.objects.get())


def largest() -> QuestionPage:
    return max(QuestionPage.objects.live(), key=lambda page: len(str(page.body.raw_data)))


@pytest.mark.parametrize("address", ["edit", "explorer"])
def test_editors_do_not_wait(address: str) -> None:
    page = largest()
    client = signed_in(member(EDITORS))
    url = {
        "edit": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "explorer": reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
    }[address]
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    assert len(asked) < MOST_QUERIES
