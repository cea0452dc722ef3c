"""People write a report in a real browser: with and without scripts, on a phone, by keyboard alone."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from portal.reports import abuse, keeping, services
from portal.reports.models import Report
from tests.journeys.reporter import code_of, goods, press, says, up_to_the_review, what, who
from tests.journeys.test_questionnaire import enter, tab_to
from tests.reports.evidence.pictures import exif, jpeg

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test types faster than anybody."""
    monkeypatch.setattr(abuse, "FASTEST_SECONDS", -1)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_tip_with_three_answers_gets_its_receipt_and_its_status(
    open_page: Any, fits: Any, javascript: bool, width: int
) -> None:
    page = open_page(width=width, javascript=javascript)
    up_to_the_review(page)
    fits(page)
    press(page, "Send the report")
    code = code_of(page)
    expect(page.get_by_text(code, exact=True)).to_be_visible()
    fits(page)
    report = services.find(code)
    assert report.is_verified == javascript, "without scripts it is taken all the same"
    services.ask(report, "Which port was it?")
    page.get_by_role("link", name="Look up a report").click()
    page.get_by_label("Your code").fill(code.lower())
    press(page, "Look it up")
    says(page, "More information asked")
    expect(page.get_by_text("Which port was it?")).to_be_visible()
    page.get_by_label("Your answer or message").fill("Through Newark, in May.")
    press(page, "Send")
    says(page, "In review")
    expect(page.get_by_text("Through Newark, in May.")).to_be_visible()
    assert code not in page.url


def test_back_and_refresh_lose_nothing(page: Page) -> None:
    page.goto("/report/what/")
    what(page)
    who(page)
    says(page, "You named one")
    page.go_back()
    says(page, "Who")
    page.go_back()
    says(page, "What happened")
    expect(page.get_by_label("What happened?")).to_have_value("They send two invoices.")
    page.go_forward()
    page.goto("/report/what/")
    page.reload()
    expect(page.get_by_role("radio", name=re.compile("^A value that is too low"))).to_be_checked()


def test_refreshing_the_receipt_shows_it_again_and_sends_nothing_twice(page: Page) -> None:
    up_to_the_review(page)
    press(page, "Send the report")
    code = code_of(page)
    page.reload()
    assert code_of(page) == code
    assert Report.objects.count() == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_a_draft_goes_on_in_another_browser(open_page: Any, javascript: bool) -> None:
    one, other = open_page(javascript=javascript), open_page(javascript=javascript)
    one.goto("/report/what/")
    what(one)
    one.get_by_label("Name of the firm or person").fill("Harborline")
    press(one, "Save and finish later")
    says(one, "Saved for later")
    code = one.locator("#resume-code").input_value()
    other.goto("/report/resume/")
    other.get_by_label("Your code").fill(code.replace("-", " ").lower())
    press(other, "Go on")
    says(other, "Look at your report")
    expect(other.get_by_text("They send two invoices.")).to_be_visible()
    expect(other.get_by_text("Harborline", exact=True)).to_be_visible()
    other.get_by_role("link", name="Say what the goods are").click()
    goods(other)
    assert "/report/evidence/" in other.url


def test_two_tabs_write_one_report(open_page: Any) -> None:
    one = open_page()
    one.goto("/report/what/")
    what(one)
    other = one.context.new_page()
    other.goto("/report/goods/")
    goods(other)
    who(one)
    other.goto("/report/review/")
    for words in ("They send two invoices.", "Harborline Trading", "Desk lamps"):
        expect(other.get_by_text(words, exact=True)).to_be_visible()


def test_several_are_accused_one_is_changed_and_one_taken_off(page_without_javascript: Page) -> None:
    page = page_without_javascript
    page.goto("/report/who/")
    who(page, "First Firm")
    page.get_by_role("link", name="Add another").click()
    who(page, "Second Firm")
    says(page, "You named 2")
    page.get_by_role("link", name=re.compile("^Change ?: First Firm")).click()
    who(page, "First Firm Limited")
    page.get_by_role("link", name=re.compile("^Remove ?: Second Firm")).click()
    press(page, "Remove")
    says(page, "You named one")
    expect(page.get_by_text("First Firm Limited", exact=True)).to_be_visible()


def test_an_error_is_met_first_and_leads_to_its_field(page: Page) -> None:
    page.goto("/report/goods/")
    page.get_by_label("Price").fill("three dollars")
    press(page, "Continue")
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary").get_by_role("link").click()
    expect(page.get_by_label("What are the goods?")).to_be_focused()
    expect(page.get_by_label("Price")).to_have_value("three dollars")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/report/")
    tab_to(page, "main .buttons .usa-button")
    enter(page)
    tab_to(page, "[name=category]")
    page.keyboard.press("Space")
    tab_to(page, "main .buttons .usa-button")
    enter(page)
    tab_to(page, "#id_name")
    page.keyboard.type("Harborline")
    enter(page)
    tab_to(page, "main .buttons .usa-button")
    enter(page)
    tab_to(page, "#id_what")
    page.keyboard.type("Lamps")
    for _step in ("goods", "evidence", "you"):
        tab_to(page, "main .buttons .usa-button")
        enter(page)
    says(page, "Look at your report")
    tab_to(page, "main .buttons .usa-button")
    enter(page)
    assert code_of(page)


def test_the_copy_is_a_pdf(page: Page) -> None:
    pytest.importorskip("weasyprint")
    up_to_the_review(page)
    press(page, "Send the report")
    form = page.locator("form[action='/report/copy/']")
    told = {name: form.locator(f"[name={name}]").input_value() for name in ("csrfmiddlewaretoken", "report")}
    answer = page.request.post("/report/copy/", form=told)
    assert answer.headers["content-type"] == "application/pdf"


def test_a_long_text_says_how_much_is_left_and_is_never_cut(page: Page) -> None:
    page.goto("/report/what/")
    story = page.get_by_label("What happened?")
    story.fill("ü" * 9_990)
    expect(page.get_by_text("10 characters left")).to_be_visible()
    story.fill("ü" * 10_002)
    expect(page.get_by_text("2 characters too many")).to_be_visible()
    assert len(story.input_value()) == 10_002


# Leaving


@pytest.mark.parametrize("address", ["/report/", "/report/what/", "/report/review/", "/report/status/"])
@pytest.mark.parametrize("way", ["press", "keys"])
def test_leaving_is_quick_and_the_page_is_not_in_the_history(
    open_page: Any, settings: Any, address: str, way: str
) -> None:
    settings.REPORT_EXIT_URL = "/guidance/"
    page = open_page()
    page.goto("/")
    page.goto(address)
    if way == "press":
        page.get_by_role("link", name="Leave this site now").click()
    else:
        for _time in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("**/guidance/", timeout=5_000)
    page.go_back()
    assert address == "/report/" or "/report/" not in page.url
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "report"]


def test_leaving_needs_no_scripts(page_without_javascript: Page, settings: Any) -> None:
    settings.REPORT_EXIT_URL = "/guidance/"
    page = page_without_javascript
    page.goto("/report/what/")
    what(page)
    assert [cookie for cookie in page.context.cookies() if cookie["name"] == "report"]
    page.get_by_role("link", name="Leave this site now").click()
    assert page.url.endswith("/guidance/")
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "report"]


def test_capital_letters_do_not_leave(page: Page) -> None:
    page.goto("/report/what/")
    page.get_by_label("What happened?").press_sequentially("ABC D")
    says(page, "What happened")


def test_the_page_warns_before_it_closes_and_stays_open_when_asked(open_page: Any) -> None:
    page = open_page()
    page.clock.install()
    page.goto("/report/what/")
    what(page)
    says(page, "Who did it")
    page.wait_for_load_state()  # the script starts its clock
    expect(page.get_by_text("This page closes in 5 minutes.")).to_be_hidden()
    page.clock.fast_forward("55:01")
    expect(page.get_by_text("This page closes in 5 minutes.")).to_be_visible()
    press(page, "Stay open")
    expect(page.get_by_text("Open for another hour.")).to_be_visible()
    page.clock.fast_forward("54:00")
    expect(page.get_by_text("Open for another hour.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_photo_goes_with_the_report_and_its_traces_do_not(
    open_page: Any, javascript: bool, evidence_store: None
) -> None:
    page = open_page(javascript=javascript)
    page.goto("/report/what/")
    what(page)
    who(page)
    page.get_by_role("link", name="Continue").click()
    goods(page)
    says(page, "How you know")
    photo = {"name": "crate.jpg", "mimeType": "image/jpeg", "buffer": jpeg(exif=exif(gps=True))}
    page.get_by_label("Choose files").set_input_files([photo])  # type: ignore[list-item]
    press(page, "Continue")
    says(page, "You")
    page.go_back()
    expect(page.get_by_text("Not in the copy any more")).to_be_visible()
    page.goto("/report/review/")
    expect(page.get_by_text("crate.jpg")).to_be_visible()
    press(page, "Send the report")
    expect(page.get_by_text("crate.jpg")).to_be_visible()
    (row,) = services.find(code_of(page)).evidence.all()
    key = keeping.key_of(row, services.key_of(row.report))
    with Image.open(BytesIO(b"".join(keeping.read(row, keeping.CLEAN, key)))) as copy:
        assert not copy.getexif()
