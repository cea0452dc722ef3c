"""What sharing may cost: queries, bytes and requests of each address, and the memory of the whole library."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from playwright.sync_api import Page, Response

from content.sharing.models import SharedPage

MOST_QUERIES, MOST_REQUESTS, MOST_BYTES = 8, 6, 70 * 1024
API = "/api/library/v1"
FRAMES = ["/share/embed/check/", "/share/embed/guides/fees/", "/share/embed/questions/gift-from-abroad/"]
FOR_PEOPLE = ["/share/", "/guidance/for-partners/share-this-library/"]
FEEDS = ["/guidance/feed/", "/guidance/feed.json", "/guidance/feed/guides/", "/guidance/feed/guides.json"]
LISTS = [f"{API}/{name}/" for name in ("pages", "questions", "glossary", "agencies", "topics", "thresholds")]
OTHERS = [
    *("/share/oembed?url=http://127.0.0.1:8000/guidance/guides/fees/", "/share/widget.js", "/sitemap.xml"),
    *("/share/brand/1f6b34.css", f"{API}/timeline/", f"{API}/openapi.json"),
]
EVERYTHING = [*FRAMES, *FOR_PEOPLE, *FEEDS, *LISTS, *OTHERS]
ROWS = 3_000
MOST_FOR_ALL = 12
"""Queries for the whole library, however large: nobody waits before a page for it."""


@pytest.mark.django_db
@pytest.mark.parametrize("path", EVERYTHING)
def test_a_warm_answer_asks_the_database_little(
    client: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    client.get(path)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(path).content


@pytest.mark.django_db
@pytest.mark.parametrize("path", EVERYTHING)
def test_an_answer_is_small(client: Client, path: str) -> None:
    assert len(gzip.compress(client.get(path).content, 6)) <= MOST_BYTES


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", [f"{frame}?accent=1f6b34" for frame in FRAMES])
def test_a_frame_costs_a_partners_page_little(page: Page, path: str) -> None:
    asked: list[Response] = []
    page.on("response", lambda response: asked.append(response))
    page.goto(path, wait_until="networkidle")
    assert len(asked) <= MOST_REQUESTS, [response.url for response in asked]
    sizes = {response.url: response.request.sizes()["responseBodySize"] for response in asked}
    assert sum(sizes.values()) <= MOST_BYTES / 5, sizes


@pytest.mark.django_db
def test_the_whole_library_is_sent_piece_by_piece_however_large_it_is(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    row = SharedPage.objects.get(slug="fees")
    made = [
        SharedPage(
            **{**_copied(row), "page_id": 1_000_000 + number, "slug": f"made-{number}", "key": uuid4()}
        )
        for number in range(ROWS)
    ]
    SharedPage.objects.bulk_create(made, batch_size=200)
    del made
    client.get(f"{API}/topics/")  # the law is read once in each process
    pieces, sent = 0, 0
    with django_assert_max_num_queries(MOST_FOR_ALL):
        tracemalloc.start()
        for piece in client.get(f"{API}/export.json").streaming_content:
            pieces, sent = pieces + 1, sent + len(piece)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert pieces > ROWS
    assert sent > 20_000_000
    assert peak < sent / 4, f"{peak:,} bytes held at once for {sent:,} sent"


def _copied(row: SharedPage) -> dict[str, Any]:
    fields = {field.attname: getattr(row, field.attname) for field in SharedPage._meta.concrete_fields}
    return {name: value for name, value in fields.items() if name != "id"}


@pytest.mark.django_db
def test_the_whole_library_is_one_json_file_that_a_program_can_read(client: Client) -> None:
    told = json.loads(client.get(f"{API}/export.json").getvalue())
    assert len(told["pages"]) == SharedPage.objects.count()
