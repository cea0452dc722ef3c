"""The front door answers at once: what this is, where to go, what people ask."""

from typing import Any

import pytest
from django.test import Client

from content.models import HomePage

pytestmark = pytest.mark.django_db

MOST_QUERIES = 8


def test_the_home_page_says_what_it_is_and_answers_the_questions_people_ask(client: Client) -> None:
    text = client.get("/").content.decode()
    home = HomePage.objects.get()
    assert home.title in text
    assert all(block.value["question"] in text for block in home.questions)


def test_the_three_doors_are_open(client: Client) -> None:
    text = client.get("/").content.decode().lower()
    for words, address in {
        "check a shipment": "/check/",
        "browse guidance": "/guidance/",
        "report a violation": "/report/",
    }.items():
        assert f'<a href="{address}">{words}</a>' in text
    assert "coming later" not in text


def test_a_warm_home_page_asks_the_database_little(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get("/")
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/")


def test_the_home_page_is_light(client: Client) -> None:
    answer = client.get("/", HTTP_ACCEPT_ENCODING="br")
    assert len(answer.content) < 12 * 1024


def test_a_person_can_use_the_home_page_at_any_width(
    page: Any, narrow_page: Any, page_without_javascript: Any, axe: Any, fits: Any
) -> None:
    for window in (page, narrow_page):
        window.goto("/")
        axe(window)
        fits(window)
    page_without_javascript.goto("/")
    assert page_without_javascript.locator("h1").count() == 1
