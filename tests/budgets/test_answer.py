"""What an answer may cost: queries, bytes and requests."""

import gzip
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, Response

from tests.selfcheck.shipments import PEOPLE, address

MOST_QUERIES = 8
MOST_BYTES = 70 * 1024
MOST_REQUESTS = 6
TYPICAL = ("bear", "shirts", "unknown")


@pytest.mark.django_db
@pytest.mark.parametrize("person", [*PEOPLE, "unknown"])
def test_a_warm_answer_asks_the_database_at_most_once(
    client: Client, person: str, django_assert_max_num_queries: Any
) -> None:
    client.get(f"/check/answer/?{address(person)}")
    with django_assert_max_num_queries(1):
        client.get(f"/check/answer/?{address(person)}")


@pytest.mark.django_db
def test_a_cold_answer_stays_within_its_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(f"/check/answer/?{address('bear')}")


@pytest.mark.django_db
@pytest.mark.parametrize("person", TYPICAL)
def test_page_style_and_script_are_small(client: Client, person: str) -> None:
    html = client.get(f"/check/answer/?{address(person)}").content
    sizes = {"page": len(gzip.compress(html, 6))}
    for name in set(re.findall(rb"/static/([\w./-]+\.(?:css|js))", html)):
        built = settings.BASE_DIR / "build" / "static" / name.decode()
        sizes[name.decode()] = len(gzip.compress(built.read_bytes(), 6))
    assert sum(sizes.values()) <= MOST_BYTES, sizes


@pytest.mark.django_db(transaction=True)
def test_a_browser_asks_for_few_things(page: Page) -> None:
    asked: list[Response] = []
    page.on("response", lambda response: asked.append(response))
    page.goto(f"/check/answer/?{address('bear')}", wait_until="networkidle")
    assert len(asked) <= MOST_REQUESTS, [response.url for response in asked]
