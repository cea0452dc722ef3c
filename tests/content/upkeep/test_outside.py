"""Links to the outside are looked at in the background: only what is gone again and again counts as dead.

The outside is a real server of this machine; a test of the whole suite would fail by reaching any other.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import LazySettings
from django.utils import timezone

from content.editing.checking import findings
from content.models import OutsideLink
from content.snippets import Source
from content.upkeep import fetching
from content.upkeep.fetching import NoPublicAddressError, ask, is_public
from content.upkeep.outside import look_at_links, take_stock
from content.upkeep.reasons import Reason
from portal.delivery import clock
from portal.delivery.models import PeriodicJob
from tests.content.upkeep.test_reasons import changed, due, question

pytestmark = pytest.mark.django_db

State = OutsideLink.State
SECONDS = 0.5


class Outside(BaseHTTPRequestHandler):
    """Answers as its path says, and remembers what it was asked."""

    def do_GET(self) -> None:
        server: Any = self.server
        server.asked.append(f"{self.command} {self.path}")
        server.now += 1
        server.most_at_once = max(server.most_at_once, server.now)
        path = unquote(self.path).strip("/")
        if path == "hang":
            time.sleep(SECONDS * 3)
        if path == "get-only" and self.command == "HEAD":
            path = "405"
        status = int(path) if path.isdigit() else 200
        server.now -= 1
        if path == "circle":
            path = "to/|circle"
        if path.startswith("to/"):
            self.send_response(302)
            self.send_header("Location", path.removeprefix("to/").replace("|", "/"))
        else:
            self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def outside(settings: LazySettings) -> Iterator[Any]:
    """A server, which may be asked although it is no public one."""
    settings.LINK_CHECK = settings.LINK_CHECK_PRIVATE = True
    settings.LINK_CHECK_SECONDS = SECONDS
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Outside)
    server.asked, server.now, server.most_at_once = [], 0, 0
    server.at = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def closed() -> str:
    """An address at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("200", (State.THERE, 200)),
        ("get-only", (State.THERE, 200)),
        ("404", (State.MISSING, 404)),
        ("410", (State.MISSING, 410)),
        ("403", (State.UNSURE, 403)),
        ("500", (State.UNSURE, 500)),
        ("to/|200", (State.THERE, 200)),
        ("to/|404", (State.MISSING, 404)),
        ("hang", (State.UNREACHED, None)),
    ],
)
def test_what_an_address_answers_is_told(outside: Any, path: str, found: tuple[str, int | None]) -> None:
    assert ask(outside.at + path) == found


def test_what_refuses_or_has_no_name_could_not_be_reached(outside: Any) -> None:
    assert ask(closed()) == (State.UNREACHED, None)
    assert ask(f"http://{'no-such-name' * 6}/") == (State.UNREACHED, None)


def test_a_circle_of_redirects_ends(outside: Any) -> None:
    assert ask(f"{outside.at}circle") == (State.THERE, 302)
    assert len(outside.asked) == 6


def test_a_private_address_is_not_asked(outside: Any, settings: LazySettings) -> None:
    settings.LINK_CHECK_PRIVATE = False
    port = outside.server_port
    for address in (outside.at, f"http://localhost:{port}/", f"http://[::ffff:127.0.0.1]:{port}/"):
        assert ask(address) == (State.REFUSED, None)
    assert ask("file:///etc/passwd") == (State.REFUSED, None)
    assert outside.asked == []


def test_a_redirect_into_a_private_network_is_not_followed(
    outside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """127.0.0.1 stands for an address in public, 127.0.0.2 for one that is private."""
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    to = f"http:||127.0.0.2:{outside.server_port}|200"
    assert ask(f"{outside.at}to/{to}") == (State.REFUSED, None)
    assert len(outside.asked) == 1


def test_a_name_that_leads_elsewhere_after_it_was_looked_up_is_sent_nothing(
    outside: Any, settings: LazySettings
) -> None:
    settings.LINK_CHECK_PRIVATE = False
    with pytest.raises(NoPublicAddressError):
        fetching._asker().request("GET", outside.at)
    assert outside.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("::1", "fd00::1", "fe80::1%eth0", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"),
    ],
)
def test_addresses_of_private_networks_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


def one_source(outside: Any, path: str) -> Source:
    """A page cites an address whose turn it is; all others have had theirs."""
    page = question()
    changed(page, sources=[("source", "A page that may go")])
    made = Source.objects.create(label="A page that may go", title="A page", url=outside.at + path)
    take_stock()
    OutsideLink.objects.exclude(address=made.url).update(looked_at=timezone.now())
    return made


def a_day_passes() -> None:
    missing = OutsideLink.objects.filter(state=State.MISSING)
    missing.update(looked_at=timezone.now() - timedelta(days=1, minutes=1))


def only(outside: Any) -> OutsideLink:
    return OutsideLink.objects.get(address__startswith=outside.at)


def test_an_address_that_is_gone_twice_a_day_apart_is_dead_and_told(outside: Any) -> None:
    one_source(outside, "404")
    look_at_links()
    assert look_at_links() == 0, "not again on the same day"
    assert due(Reason.OUTSIDE) == {}
    a_day_passes()
    look_at_links()
    said = f"The source “A page that may go” is gone: {outside.at}404"
    assert due(Reason.OUTSIDE)[question().slug].sentences == [said]
    (found,) = findings(question())
    assert (found.field, found.block, found.message, found.is_fault) == ("sources", 0, said, False)


def test_a_dead_link_in_the_words_of_a_page_is_told_with_its_block(outside: Any) -> None:
    page = question()
    page.body = [("text", "<p>Fine.</p>"), ("text", f'<p><a href="{outside.at}410">there</a></p>')]
    changed(page)
    OutsideLink.objects.create(address=f"{outside.at}410", state=State.MISSING, times_missing=2)
    found = [each for each in findings(question()) if not each.is_fault]
    assert [(each.field, each.block) for each in found] == [("body", 1)]
    assert f"{outside.at}410" in found[0].message


def test_an_address_that_cannot_be_reached_is_not_dead_however_often(outside: Any) -> None:
    source = one_source(outside, "200")
    nobody = closed()
    Source.objects.filter(pk=source.pk).update(url=nobody)
    for _week in range(4):
        assert look_at_links() == 1
        link = OutsideLink.objects.get(address=nobody)
        assert (link.state, link.times_missing) == (State.UNREACHED, 0)
        OutsideLink.objects.filter(pk=link.pk).update(looked_at=timezone.now() - timedelta(days=8))
    assert due(Reason.OUTSIDE) == {}


def test_an_address_that_answers_again_is_forgiven(outside: Any) -> None:
    one_source(outside, "200")
    week = timezone.now() - timedelta(days=8)
    rows = OutsideLink.objects.filter(address=f"{outside.at}200")
    rows.update(state=State.MISSING, times_missing=5, looked_at=week)
    assert question().slug in due(Reason.OUTSIDE)
    look_at_links()
    assert (only(outside).state, only(outside).times_missing) == (State.THERE, 0)
    assert due(Reason.OUTSIDE) == {}


def test_what_nothing_leads_to_any_more_is_forgotten_and_no_host_is_asked_twice_at_a_time(
    outside: Any,
) -> None:
    one_source(outside, "200")
    OutsideLink.objects.create(address=f"{outside.at}old")
    for number in range(2, 6):
        Source.objects.create(label=f"S{number}", title="A page", url=f"{outside.at}{number}00")
    assert look_at_links() == 4
    assert not OutsideLink.objects.filter(address__endswith="old").exists()
    assert outside.most_at_once == 1
    assert sorted(outside.asked) == [f"HEAD /{number}00" for number in range(2, 6)]


def test_where_it_is_switched_off_nothing_is_asked(outside: Any, settings: LazySettings) -> None:
    settings.LINK_CHECK = False
    one_source(outside, "200")
    assert look_at_links() == 0
    assert outside.asked == []


def test_the_clock_looks_at_links(outside: Any) -> None:
    one_source(outside, "200")
    assert clock.run("content.look_at_links")
    assert only(outside).state == State.THERE
    assert PeriodicJob.objects.get(name="content.look_at_links").error == ""
