"""The front door in the real site: the doors, the law of today and what people ask, for everybody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.rulebook import queries
from portal.rulebook.law_status import law_status
from portal.rulebook.models import Edition
from portal.rulebook.queries import current_edition

pytestmark = pytest.mark.django_db

MOST_QUERIES = 8


def test_the_home_page_shows_the_law_of_today_with_its_day_edition_and_sources(client: Client) -> None:
    text = client.get("/").content.decode()
    edition = current_edition()
    assert "The law today" in text
    assert f"Edition {edition.number}." in text
    assert reverse("rulebook:edition", args=[edition.number]) in text
    for line in law_status(edition, timezone.localdate()).items:
        assert line.label in text
        assert all(f'href="{cite.url}"' in text for cite in line.cites)


def test_the_three_doors_are_open(client: Client) -> None:
    text = client.get("/").content.decode()
    assert f'href="{reverse("selfcheck:start")}"' in text
    assert f'href="{reverse("guidance")}"' in text
    assert f'href="{reverse("reports:start")}"' in text
    assert "Coming later" not in text


def test_five_questions_are_answered_on_the_page_itself(client: Client) -> None:
    assert client.get("/").content.decode().count("<summary>") == 5


def test_the_home_page_asks_the_database_little_sets_no_cookie_and_may_be_kept(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get("/")
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get("/")
    assert not answer.cookies
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    assert "cookie" not in answer.headers.get("Vary", "").lower()


def test_without_a_rulebook_the_home_page_opens_all_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries.forget_current_edition()
    monkeypatch.setattr(queries.Edition, "objects", Edition.objects.none())
    answer = client.get("/")
    assert answer.status_code == 200
    assert b"The law today" not in answer.content
    monkeypatch.undo()
    queries.forget_current_edition()


def test_a_person_goes_from_the_home_page_to_the_check_and_to_the_law_behind_it(
    page: Any, narrow_page: Any, axe: Any, fits: Any
) -> None:
    for window in (page, narrow_page):
        window.goto("/")
        for question in window.locator("summary").all():
            question.click()
        axe(window)
        fits(window)
    page.get_by_role("link", name="Read the whole law of this edition").click()
    assert page.url.endswith(reverse("rulebook:edition", args=[1]))
    page.goto("/")
    page.get_by_role("link", name="Start the check").or_(page.locator(".door--open a")).first.click()
    assert page.url.endswith(reverse("selfcheck:start"))


def test_the_home_page_needs_no_scripts(page_without_javascript: Any) -> None:
    window = page_without_javascript
    window.goto("/")
    assert window.get_by_role("heading", name="The law today").is_visible()
    window.locator("summary").first.click()
    assert window.locator("details p").first.is_visible()
