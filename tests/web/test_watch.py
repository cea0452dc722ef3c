"""The watch over browser tests is itself held to account: what no page may do, it sees."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser import Watch


@pytest.fixture
def watched(browser: Any) -> Iterator[tuple[Watch, Any]]:
    context = browser.new_context()
    page = context.new_page()
    watch = Watch("127.0.0.1:1")
    watch.attach(context, page)
    yield watch, page
    context.close()


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("<script>throw new Error('broken')</script>", "script error: broken"),
        ("<script>console.error('complained')</script>", "console: complained"),
        ("<img src='http://elsewhere.example/pixel.gif'>", "request to another host"),
    ],
)
def test_what_a_page_may_not_do_is_seen(watched: tuple[Watch, Any], markup: str, complaint: str) -> None:
    watch, page = watched
    page.set_content(f"<!doctype html><title>Test</title>{markup}", wait_until="load")
    assert any(complaint in found for found in watch.complaints), watch.complaints


def test_inline_code_is_blocked_by_the_policy_and_seen(browser: Any, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    watch = Watch(live_server.url.removeprefix("http://"))
    watch.attach(context, page)
    page.goto("/account/login/")
    page.evaluate("document.body.setAttribute('onclick', 'window.ran = true')")
    page.click("body")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in found for found in watch.complaints), watch.complaints
    context.close()
