"""An attacker's hour, what is not public: no answer tells of a draft or of a page behind a door."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from content.editing.gate import publish_starter
from content.pages import GuidePage
from content.sharing.models import SharedPage
from tests.content.sharing.asked import API, page_of, row_of
from tests.content.sharing.tricks import (
    FEEDS,
    PUBLIC,
    body,
    everything,
)

pytestmark = pytest.mark.django_db


def drafted() -> None:
    page = page_of("fees")
    page.title = page.summary = "A secret draft"
    page.save_revision()


def begun() -> None:
    page = GuidePage(
        title="A secret guide",
        slug="a-secret-guide",
        summary="Secret.",
        live=False,
        kept_by="Nobody",
        as_of=page_of("fees").as_of,
        next_review=page_of("fees").next_review,
    )
    page_of("guides").add_child(instance=page)
    page.save_revision()


def written_behind_a_door() -> None:
    page = page_of("fees")
    page.title = page.summary = "A secret change"
    publish_starter(page)


@pytest.mark.parametrize("change", [drafted, begun, written_behind_a_door])
def test_no_answer_and_no_etag_tells_that_something_is_being_written(
    client: Client, change: Callable[[], None]
) -> None:
    """Or whoever asks every minute would know when the agency prepares something."""
    if change is written_behind_a_door:
        PageViewRestriction.objects.create(page=page_of("guides"), restriction_type="login")
    before = everything(client)
    tags = {path: client.get(path).headers.get("ETag") for path in PUBLIC}
    change()
    after = everything(client)
    assert [path for path in PUBLIC if before[path] != after[path]] == []
    assert tags == {path: client.get(path).headers.get("ETag") for path in PUBLIC}
    assert not any(
        b"ecret" in text.replace(b"ecret code", b"") for text in after.values() if b"A secret" in text
    )


@pytest.mark.parametrize("how", ["draft", "closed", "unpublished"])
def test_a_page_that_is_not_public_cannot_be_told_from_one_that_never_was(client: Client, how: str) -> None:
    slug = "marking"
    if how == "draft":
        begun()
        slug = "a-secret-guide"
    elif how == "closed":
        PageViewRestriction.objects.create(page=page_of("guides"), restriction_type="login")
    else:
        page_of("marking").unpublish()
    for asked, nothing in (
        (f"/share/embed/guides/{slug}/", "/share/embed/guides/nothing-here/"),
        (
            f"/share/oembed?url=http://127.0.0.1:8000/guidance/guides/{slug}/",
            "/share/oembed?url=http://127.0.0.1:8000/guidance/guides/nothing-here/",
        ),
    ):
        for headers in ({}, {"HTTP_IF_NONE_MATCH": "*"}, {"HTTP_IF_MATCH": "*"}):
            found, never = client.get(asked, **headers), client.get(nothing, **headers)
            assert (found.status_code, never.status_code) == (404, 404)
            assert found.content.replace(slug.encode(), b"") == never.content.replace(b"nothing-here", b"")
    told = body(client.get(f"{API}/export.json")) + body(client.get("/sitemap.xml"))
    assert b"ecret guide" not in told


def test_what_a_page_said_is_not_told_once_it_is_gone(client: Client) -> None:
    words = page_of("fees").summary.split(".")[0].encode()
    key = row_of("fees").key
    assert words in body(client.get(f"{API}/export.json"))
    page_of("fees").unpublish()
    since = f"{API}/pages/?changed_since=2020-01-01&limit=100"
    for path in (f"{API}/export.json", since, f"{API}/pages/{key}", *FEEDS):
        assert words not in body(client.get(path)), path


@pytest.mark.parametrize("slug", ["guides", "fees", "marking"])
def test_a_page_behind_a_door_is_shown_to_nobody_outside(client: Client, slug: str) -> None:
    path, words = row_of(slug).url, page_of(slug).summary.split(".")[0].encode()
    assert words in client.get(path).content
    PageViewRestriction.objects.create(page=page_of("guides"), restriction_type="login")
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert words not in answer.content


def test_numbers_of_pages_cannot_be_guessed(client: Client) -> None:
    for row in SharedPage.objects.all()[:5]:
        assert client.get(f"{API}/pages/{row.pk}").status_code == 404
        assert client.get(f"{API}/pages/{row.page_id}").status_code == 404
        assert row.key.version == 4


def test_a_copy_of_a_page_stands_behind_the_door_of_that_page(client: Client) -> None:
    page = page_of("fees")
    copy = page.create_alias(parent=page_of("news"), update_slug="fees-again")
    path = copy.get_url()
    assert client.get(path).status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(path).status_code == 302
