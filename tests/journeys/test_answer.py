"""The answer in a real browser: with and without scripts, on a phone, by keyboard and on paper."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.selfcheck.shipments import PEOPLE, address

pytestmark = pytest.mark.django_db(transaction=True)

VERDICTS = {
    "mug": "it needs Entry Type 13 or a formal entry",
    "mug-2025": "the low-value exemption covers this mail parcel",
    "shirts": "An informal entry",
    "shirts-over": "This shipment needs a formal entry",
    "gift": "Free of duty as a gift",
    "bear": "An informal entry, filed by the courier or a broker",
    "cigars": "Do not ship it: this import is barred",
    "unknown": "We do not know enough yet",
}
TONES = ("mug", "gift", "shirts-over", "cigars", "unknown")  # one of each color
FAULTY = "value_usd=-3&mode=postal&origin_country=ZZ&arrival_date=1890-01-01&foo=1"


@pytest.mark.parametrize(
    ("person", "javascript"), [*((person, False) for person in VERDICTS), ("mug", True), ("unknown", True)]
)
def test_each_person_reads_the_verdict_first(open_page: Any, person: str, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(f"/check/answer/?{address(person)}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(VERDICTS[person])
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(page.get_by_role("heading", name="What to do next")).to_be_visible()


@pytest.mark.parametrize("person", TONES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_tone(open_page: Any, axe: Any, person: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(f"/check/answer/?{address(person)}")
    page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")
    axe(page)


@pytest.mark.parametrize("query", [FAULTY, ""])
def test_axe_finds_nothing_where_the_address_is_faulty(narrow_page: Page, axe: Any, query: str) -> None:
    narrow_page.goto(f"/check/answer/?{query}")
    axe(narrow_page)


@pytest.mark.parametrize("person", [*PEOPLE, "unknown"])
def test_nothing_scrolls_sideways_on_the_smallest_phone(narrow_page: Page, fits: Any, person: str) -> None:
    narrow_page.goto(f"/check/answer/?{address(person)}")
    narrow_page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")
    fits(narrow_page)


def test_a_fault_is_mended_on_its_page(page: Page) -> None:
    page.goto(f"/check/answer/?{FAULTY}")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Value of this shipment: A value cannot be less than zero").click()
    page.get_by_label("What is the fair retail value").fill("30")
    page.get_by_role("button", name="Continue").last.click()
    assert "value_usd=30" in page.url


def test_an_answer_can_be_changed_from_the_answer(page: Page) -> None:
    page.goto(f"/check/answer/?{address('shirts')}")
    page.get_by_role("link", name=re.compile("^Change.*Value of this shipment")).click()
    field = page.get_by_label("What is the fair retail value")
    expect(field).to_have_value("2,500.00")
    field.fill("2500.01")
    page.get_by_role("button", name="Continue").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(VERDICTS["shirts-over"])


def test_the_proof_opens_by_keyboard_alone(page: Page) -> None:
    page.goto(f"/check/answer/?{address('shirts')}")
    summary = page.locator("#why ~ ul .why__title + * + details summary, #why ~ ul details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You told us:").first).to_be_visible()


def test_every_link_and_button_can_be_reached_by_tab(page: Page) -> None:
    page.goto(f"/check/answer/?{address('gift')}")
    wanted = page.locator("main a[href], main button, main summary, main input")
    count = wanted.count()
    reached = set()
    for _press in range(count + 20):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "[...document.querySelectorAll('main a[href], main button, main summary, main input')]"
                ".indexOf(document.activeElement)"
            )
        )
    hidden = page.evaluate(
        "[...document.querySelectorAll('main a[href], main button, main summary, main input')]"
        ".filter((one) => !one.checkVisibility()).length"
    )
    assert len(reached - {-1}) >= count - hidden


def test_the_link_can_be_copied_and_leads_to_the_same_answer(page: Page) -> None:
    page.goto(f"/check/answer/?{address('bear')}")
    link = page.get_by_label("Link to this answer")
    expect(link).to_have_attribute("readonly", "")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("[data-copy] [role=status]")).not_to_be_empty()
    verdict = page.get_by_role("heading", level=1).inner_text()
    assert link.input_value().startswith(f"{settings.SITE_URL}/check/answer/?")
    page.goto(link.input_value().removeprefix(settings.SITE_URL))
    assert page.get_by_role("heading", level=1).inner_text() == verdict


def test_without_scripts_there_is_no_button_that_does_nothing(page_without_javascript: Page) -> None:
    page_without_javascript.goto(f"/check/answer/?{address('bear')}")
    expect(page_without_javascript.get_by_role("button", name="Print")).to_have_count(0)
    expect(page_without_javascript.get_by_role("link", name="PDF")).to_be_visible()


def test_the_pictures_have_words(page: Page) -> None:
    page.goto(f"/check/answer/?{address('bear')}")
    ruler = page.get_by_role("img", name="What this shipment would need at other values")
    expect(ruler).to_be_visible()
    timeline = page.get_by_role("img", name="The low-value exemption over the years")
    expect(timeline).to_be_visible()
    page.get_by_text("The same as a table").first.click()
    expect(page.get_by_role("cell", name="Over $2,500")).to_be_visible()


def test_paper_takes_few_sheets(page: Page) -> None:
    page.goto(f"/check/answer/?{address('mug')}")
    printed = PdfReader(io.BytesIO(page.pdf(format="Letter")))
    assert len(printed.pages) <= 3
