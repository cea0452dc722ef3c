"""Feeds: what is new and what changed, of the whole library or of a topic, in both usual forms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from lxml import etree

from content.editing.gate import publish_starter
from content.sharing import keeping
from content.sharing.models import SharedPage
from portal.rulebook.queries import answering_with
from tests.content.sharing.asked import page_of, row_of
from tests.selfcheck.editions import edition_with, with_figure

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/guidance/feed/", "/guidance/feed.json", "/guidance/feed/guides/", "/guidance/feed/guides.json"]


def entries(client: Client, path: str = "/guidance/feed/") -> list[Any]:
    return list(etree.fromstring(client.get(path).content).findall(f"{ATOM}entry"))


def titles(client: Client, path: str = "/guidance/feed/") -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in entries(client, path)]


def test_the_atom_feed_has_all_that_its_standard_demands(client: Client, settings: LazySettings) -> None:
    """RFC 4287: an id, a title and a day for the feed and each entry, an author, and a link to itself."""
    answer = client.get("/guidance/feed/")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    root = etree.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"{settings.SITE_URL}/guidance/feed/"
    for part in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert part.findtext(f"{ATOM}{name}"), name
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == 50


def test_the_json_feed_says_the_same(client: Client) -> None:
    told = client.get("/guidance/feed.json").json()
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url", "items"} <= set(told)
    assert [item["title"] for item in told["items"]] == titles(client)
    for item in told["items"]:
        assert item["id"]
        assert item["content_html"]
        assert item["content_text"]
        assert item["date_modified"] >= item["date_published"][:19]


def test_a_feed_of_a_topic_has_its_pages_only(client: Client) -> None:
    wanted = set(SharedPage.objects.filter(topic="guides").values_list("title", flat=True))
    assert set(titles(client, "/guidance/feed/guides/")) == wanted
    assert {item["title"] for item in client.get("/guidance/feed/guides.json").json()["items"]} == wanted
    for path in ("/guidance/feed/nothing/", "/guidance/feed/nothing.json", "/guidance/feed/fees/"):
        assert client.get(path).status_code == 404


def test_what_changed_last_stands_first_words_or_law(client: Client) -> None:
    SharedPage.objects.update(changed_at=timezone.now() - timedelta(days=2))
    page = page_of("fees")
    page.summary = "Other words."
    publish_starter(page)
    assert titles(client)[0] == page.title
    with answering_with(edition_with(with_figure("gift-limit", 12_300))):
        keeping.follow_all()
        assert row_of("gift-from-abroad").title in titles(client)[:30]


def test_a_page_that_is_gone_leaves_the_feed_and_is_named_as_deleted(client: Client) -> None:
    row = row_of("fees")
    page_of("fees").unpublish()
    root = etree.fromstring(client.get("/guidance/feed/").content)
    assert row.title not in titles(client)
    deleted = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert [one.get("ref") for one in deleted] == [row.key.urn]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_not_sent_again_when_nothing_changed(client: Client, path: str) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=30"
    assert not first.cookies
    assert client.get(path, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 304
    page = page_of("marking")
    page.title = "Marking, anew"
    publish_starter(page)
    assert client.get(path, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 200
