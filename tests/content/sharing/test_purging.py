"""A page that is published is seen at once: it has another ETag, and a cache in front forgets the old one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from wagtail.models import PageViewRestriction

from content.editing.gate import publish_starter
from content.models import HomePage
from content.sharing import keeping, purging
from portal.delivery.models import Delivery, State
from portal.delivery.relay import Relay
from portal.rulebook.queries import answering_with
from tests.content.sharing.asked import API, page_of, row_of
from tests.delivery.servers import SilentServer
from tests.selfcheck.editions import edition_with, with_figure

pytestmark = pytest.mark.django_db

FEES, GUIDES = "/guidance/guides/fees/", "/guidance/guides/"
SEEN = [FEES, GUIDES, f"{API}/pages/", "/guidance/feed/", "/share/embed/guides/fees/"]


class CacheServer(ThreadingHTTPServer):
    """Notes what it is asked to forget, and answers as it is told to."""

    daemon_threads = True
    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Forgets)
        self.forgotten: list[str] = []
        self.hosts: set[str] = set()


class _Forgets(BaseHTTPRequestHandler):
    server: CacheServer

    def do_PURGE(self) -> None:
        self.server.forgotten.append(self.path)
        self.server.hosts.add(self.headers["Host"])
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        pass


@pytest.fixture
def in_front(settings: LazySettings) -> Callable[[int], None]:
    def use(port: int) -> None:
        backend = "content.sharing.purging.PatientBackend"
        settings.WAGTAILFRONTENDCACHE = {
            "default": {"BACKEND": backend, "LOCATION": f"http://127.0.0.1:{port}"}
        }

    return use


@pytest.fixture
def cache_server(in_front: Callable[[int], None]) -> Iterator[CacheServer]:
    with CacheServer() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        in_front(server.server_address[1])
        yield server
        server.shutdown()


def rewritten(slug: str = "fees") -> Any:
    page = page_of(slug)
    page.title, page.summary = f"{page.title}, anew", "Other words."
    publish_starter(page)
    return page


def waiting() -> list[str]:
    rows = Delivery.objects.filter(kind=purging.PURGE, state=State.WAITING)
    return [path for row in rows for path in row.payload["paths"]]


@pytest.mark.parametrize(
    "path", [FEES, GUIDES, f"{API}/pages/", "/guidance/feed/", "/share/embed/guides/fees/"]
)
def test_whoever_asks_after_a_publication_gets_the_new_words_at_once(client: Client, path: str) -> None:
    before = client.get(path)
    assert before.headers["Cache-Control"] == "public, max-age=30", "nobody keeps law for longer"
    rewritten()
    after = client.get(path, HTTP_IF_NONE_MATCH=before.headers["ETag"])
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]


def test_the_cache_forgets_the_page_and_whatever_tells_of_it(
    cache_server: CacheServer, settings: LazySettings
) -> None:
    rewritten()
    assert not cache_server.forgotten, "nobody waits for it while publishing"
    Relay().once()
    told = set(cache_server.forgotten)
    assert len(cache_server.forgotten) == len(told)
    row = row_of("fees")
    around = {FEES, GUIDES, "/guidance/", "/", "/sitemap.xml", "/share/embed/guides/fees/"}
    feeds = {"/guidance/feed/", "/guidance/feed.json", "/guidance/feed/guides/", "/guidance/feed/guides.json"}
    programs = {f"{API}/pages/{row.key}", f"{API}/pages/", f"{API}/export.json"}
    assert around | feeds | programs <= told
    assert "/guidance/guides/marking/" not in told or "marking" in str(page_of("fees").related.raw_data)
    assert cache_server.hosts == {settings.SITE_URL.removeprefix("http://")}, "it keeps pages by our name"
    assert not waiting()


def test_pages_that_link_to_a_page_are_forgotten_with_it(cache_server: CacheServer) -> None:
    """Such a page shows its title."""
    page = page_of("share-this-library")
    linked = [block.value for block in page.related]
    assert linked
    for target in linked:
        assert page.get_url() in purging.paths_about(target.pk)


@pytest.mark.parametrize("how", ["unpublish", "delete", "move", "close", "rename"])
def test_a_page_that_is_gone_from_its_address_is_forgotten_there(cache_server: CacheServer, how: str) -> None:
    page = page_of("fees")
    match how:
        case "move":
            page.move(page_of("news"), pos="last-child")
        case "close":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        case "rename":
            page.slug = "all-fees"
            publish_starter(page)
        case _:
            getattr(page, how)()
    Relay().once()
    told = set(cache_server.forgotten)
    assert {FEES, GUIDES, "/guidance/", "/guidance/feed/"} <= told
    if how == "rename":
        assert "/guidance/guides/all-fees/" in told


def test_the_home_page_is_forgotten_too(cache_server: CacheServer) -> None:
    HomePage.objects.get().save_revision().publish()
    Relay().once()
    assert "/" in cache_server.forgotten


def test_a_new_edition_of_the_law_has_the_pages_forgotten_that_tell_of_it(cache_server: CacheServer) -> None:
    with answering_with(edition_with(with_figure("gift-limit", 12_300))):
        keeping.follow_all()
    Relay().once()
    assert row_of("gift-from-abroad").url in cache_server.forgotten
    assert len(cache_server.forgotten) == len(set(cache_server.forgotten)), "each of them once"


@pytest.mark.parametrize("status", [404, 412])
def test_what_a_cache_never_kept_is_forgotten_well_enough(cache_server: CacheServer, status: int) -> None:
    cache_server.status = status
    rewritten()
    Relay().once()
    assert not waiting()


@pytest.mark.parametrize("status", [403, 405, 500])
def test_a_cache_that_refuses_is_asked_again(cache_server: CacheServer, status: int) -> None:
    cache_server.status = status
    rewritten()
    Relay().once()
    assert FEES in waiting()


def test_a_dead_cache_holds_up_no_publication(client: Client, in_front: Callable[[int], None]) -> None:
    with CacheServer() as server:
        port = server.server_address[1]
    in_front(port)
    rewritten()
    assert b"Other words." in client.get(FEES).content
    Relay().once()
    assert FEES in waiting()


def test_a_silent_cache_is_not_waited_for_long(
    client: Client, in_front: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    assert purging.AT_ONCE * purging.PATIENCE_SECONDS < settings.DELIVERY_LEASE_SECONDS
    monkeypatch.setattr(purging, "PATIENCE_SECONDS", 0.2)
    with SilentServer() as server:
        in_front(server.port)
        start = time.monotonic()
        rewritten()
        assert server.connections == 0
        assert b"Other words." in client.get(FEES).content
        Relay().once()
        assert time.monotonic() - start < 30
    assert FEES in waiting()


def test_without_a_cache_in_front_nothing_is_posted() -> None:
    rewritten()
    assert not Delivery.objects.filter(kind=purging.PURGE).exists()
