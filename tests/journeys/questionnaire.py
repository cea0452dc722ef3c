"""How a person fills in the question pages in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

NOTHING = re.compile(r"^(None of these|No)$")
"""How a page of ticks is answered where nothing is so; "No" where it asks one thing only."""


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").last.click()


def answer_date(page: Page, month: str, day: str, year: str) -> None:
    page.get_by_label("Month").fill(month)
    page.get_by_label("Day", exact=True).fill(day)
    page.get_by_label("Year").fill(year)
    go_on(page)


def choose(page: Page, answer: str) -> None:
    page.get_by_role("radio", name=answer).check()
    go_on(page)


def is_asked(page: Page, question: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(question))


def up_to_the_goods(page: Page) -> None:
    """A Bluetooth teddy bear from China by mail, for resale: up to the question of the goods."""
    page.goto("/check/")
    page.get_by_role("link", name="Start now").click()
    answer_date(page, "11", "22", "2026")
    choose(page, "By mail")
    choose(page, "To sell, or for use in a business")
    page.get_by_label("In which country were the goods made?").select_option(label="China")
    go_on(page)
    page.get_by_label("What is the fair retail value").fill("30")
    go_on(page)
    page.get_by_label("What is the value of everything else").fill("0")
    go_on(page)
    is_asked(page, "What kinds of goods")


def to_the_answer(page: Page) -> None:
    """Nothing else is true of the goods: "None of these" on every page that is left."""
    for _page in range(12):
        if "/check/answer/" in page.url:
            return
        page.get_by_role("checkbox", name=NOTHING).last.check()
        go_on(page)
    raise AssertionError(f"still asking at {page.url}")
