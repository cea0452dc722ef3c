"""The library for everyone: each kind of page under axe, at any width, and an answer found by browsing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NARROW, OpenPage

pytestmark = pytest.mark.django_db(transaction=True)

KINDS = [
    "",
    "what-applies-now/",
    "what-applies-now/gift-from-abroad/",
    "guides/fees/",
    "new-importer-toolkit/",
    "new-importer-toolkit/entry/",
    "agencies/fda/",
    "for-shoppers/scam-texts/",
    "news/",
    "news/emergency-duties-struck-down/",
    "glossary/",
    "what-changed-when/",
    "supply-chain-map/",
    "low-value-limits-abroad/?sort=since",
]


@pytest.mark.parametrize("path", KINDS)
def test_a_page_of_the_library_is_open_to_everybody(
    open_page: OpenPage, axe: Callable[[Page], None], fits: Callable[[Page], None], path: str
) -> None:
    page = open_page()
    page.goto(f"/guidance/{path}")
    expect(page.locator("h1")).to_have_count(1)
    axe(page)
    page.set_viewport_size({"width": NARROW, "height": 700})
    fits(page)
    axe(page)


def test_an_answer_is_found_in_two_clicks_without_javascript(open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto("/guidance/")
    page.get_by_role("link", name="Bills from carriers", exact=True).first.click()
    page.get_by_role("link", name="refuse", exact=False).first.click()
    expect(page.locator(".summary-box")).to_contain_text("refus")
    expect(page.locator(".as-of")).to_contain_text("Next review")
