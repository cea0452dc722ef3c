"""How a person writes a report in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def press(page: Page, name: str) -> None:
    page.wait_for_load_state()  # nobody presses before the scripts of the page are at work
    page.get_by_role("button", name=name, exact=True).click()


def says(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(heading))


def what(page: Page, kind: str = "A value that is too low") -> None:
    says(page, "What happened")
    page.get_by_role("radio", name=re.compile(f"^{kind}")).check()
    page.get_by_label("What happened?").fill("They send two invoices.")
    press(page, "Continue")


def who(page: Page, name: str = "Harborline Trading") -> None:
    page.get_by_label("Name of the firm or person").fill(name)
    press(page, "Continue")


def goods(page: Page) -> None:
    says(page, "The goods")
    page.get_by_label("What are the goods?").fill("Desk lamps")
    press(page, "Continue")


def up_to_the_review(page: Page) -> None:
    """Only what is needed; the rest is passed by."""
    page.goto("/report/")
    page.get_by_role("link", name="Start", exact=True).click()
    what(page)
    who(page)
    says(page, "You named one")
    page.get_by_role("link", name="Continue").click()
    goods(page)
    says(page, "How you know")
    press(page, "Continue")
    says(page, "You")
    press(page, "Continue")
    says(page, "Look at your report")


def code_of(page: Page) -> str:
    says(page, "Your report has been received")
    return page.locator("#code").input_value()
