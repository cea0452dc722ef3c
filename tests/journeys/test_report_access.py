"""Every page of the report and every error on it can be read by everybody, narrow and wide, in the dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from portal.reports import services
from tests.journeys.reporter import goods, press, up_to_the_review, what, who
from tests.reports.evidence.pictures import exif, jpeg

pytestmark = pytest.mark.django_db(transaction=True)

EMPTY = ["/report/", "/report/what/", "/report/who/", "/report/goods/", "/report/evidence/", "/report/you/"]
EMPTY += ["/report/review/", "/report/save/", "/report/resume/", "/report/status/", "/report/discard/"]
BEGUN = ["/report/what/", "/report/who/", "/report/who/add/", "/report/review/", "/report/save/"]
BEGUN += ["/report/discard/"]
LOOKS: tuple[dict[str, Any], ...] = ({"width": 320}, {"width": 1280, "color_scheme": "dark"})


def is_readable(page: Page, fits: Any, axe: Any) -> None:
    page.wait_for_load_state()
    assert page.locator("h1").count() == 1
    fits(page)
    page.evaluate("for (const more of document.querySelectorAll('main details')) more.open = true")
    fits(page)
    axe(page)


@pytest.mark.parametrize("look", LOOKS, ids=("narrow", "dark"))
def test_every_page_is_readable_before_anything_is_written(
    open_page: Any, axe: Any, fits: Any, look: dict[str, Any]
) -> None:
    page = open_page(**look)
    for address in EMPTY:
        page.goto(address)
        is_readable(page, fits, axe)


@pytest.mark.parametrize("look", LOOKS, ids=("narrow", "dark"))
def test_every_page_is_readable_with_a_draft(
    open_page: Any, axe: Any, fits: Any, look: dict[str, Any]
) -> None:
    page = open_page(**look)
    page.goto("/report/what/")
    what(page)
    who(page, "W" * 120)
    for address in BEGUN:
        page.goto(address)
        is_readable(page, fits, axe)


@pytest.mark.parametrize("look", LOOKS, ids=("narrow", "dark"))
def test_every_error_is_readable_and_leads_to_a_field_that_is_there(
    open_page: Any, axe: Any, fits: Any, look: dict[str, Any]
) -> None:
    page = open_page(**look)
    for address in ("/report/what/", "/report/who/add/", "/report/goods/"):
        page.goto(address)
        press(page, "Continue")
        is_in_order(page, fits, axe)
    for way in ("My name, in confidence", "You may contact me"):
        page.goto("/report/you/")
        page.get_by_role("radio", name=way).check()
        press(page, "Continue")
        is_in_order(page, fits, axe)
    page.goto("/report/evidence/")
    page.get_by_label("How do you know?").fill("x" * 10_001)
    press(page, "Continue")
    is_in_order(page, fits, axe)
    for address, button in (("/report/resume/", "Go on"), ("/report/status/", "Look it up")):
        for code in ("", "unknown"):
            page.goto(address)
            page.get_by_label("Your code").fill(code)
            press(page, button)
            is_in_order(page, fits, axe)
    page.goto("/report/review/")
    press(page, "Send the report")
    assert page.locator(".error-summary a").count() == 4
    is_readable(page, fits, axe)


def is_in_order(page: Page, fits: Any, axe: Any) -> None:
    page.wait_for_load_state()
    links = page.locator(".error-summary a")
    assert links.count()
    for link in links.all():
        assert page.locator(str(link.get_attribute("href"))).is_visible()
    assert page.title().startswith("Error:")
    is_readable(page, fits, axe)


@pytest.mark.parametrize("look", LOOKS, ids=("narrow", "dark"))
def test_a_page_whose_draft_was_closed_is_readable(
    open_page: Any, axe: Any, fits: Any, look: dict[str, Any]
) -> None:
    page = open_page(**look)
    page.goto("/report/what/")
    what(page)
    page.goto("/report/goods/")
    page.context.clear_cookies(name="report")
    goods_typed = page.get_by_label("What are the goods?")
    goods_typed.fill("Desk lamps")
    press(page, "Continue")
    is_readable(page, fits, axe)
    page.get_by_label("Your resume code").fill("unknown")
    press(page, "Continue")
    is_readable(page, fits, axe)
    goods(page)
    assert "/report/evidence/" in page.url


@pytest.mark.parametrize("look", LOOKS, ids=("narrow", "dark"))
def test_the_receipt_and_the_status_are_readable(
    open_page: Any, axe: Any, fits: Any, look: dict[str, Any]
) -> None:
    page = open_page(**look)
    up_to_the_review(page)
    is_readable(page, fits, axe)
    press(page, "Send the report")
    is_readable(page, fits, axe)
    code = page.locator("#code").input_value()
    services.ask(services.find(code), "Which port?")
    page.goto("/report/status/")
    page.get_by_label("Your code").fill(code)
    press(page, "Look it up")
    is_readable(page, fits, axe)
    press(page, "Send")
    is_readable(page, fits, axe)


@pytest.mark.parametrize("look", LOOKS, ids=("narrow", "dark"))
def test_the_page_that_asks_to_send_once_more_is_readable(
    open_page: Any, axe: Any, fits: Any, look: dict[str, Any]
) -> None:
    page = open_page(**look)
    page.goto("/report/goods/")
    page.get_by_label("What are the goods?").fill("Desk lamps " * 50)
    page.context.clear_cookies()
    press(page, "Continue")
    is_readable(page, fits, axe)
    press(page, "Try again")
    page.wait_for_url("**/report/evidence/")


@pytest.mark.parametrize("look", LOOKS, ids=("narrow", "dark"))
def test_files_that_are_taken_and_refused_are_readable(
    open_page: Any, axe: Any, fits: Any, look: dict[str, Any], evidence_store: None
) -> None:
    page = open_page(**look)
    page.goto("/report/evidence/")
    photo = {"name": "from my phone.jpg", "mimeType": "image/jpeg", "buffer": jpeg(exif=exif(gps=True))}
    page.get_by_label("Choose files").set_input_files([photo])  # type: ignore[list-item]
    press(page, "Add the chosen files")
    page.get_by_text("Not in the copy any more").wait_for()
    is_readable(page, fits, axe)
    program = {"name": "a.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
    page.get_by_label("Choose files").set_input_files([program])  # type: ignore[list-item]
    press(page, "Add the chosen files")
    page.get_by_role("link", name="a.exe:").wait_for()
    is_readable(page, fits, axe)
