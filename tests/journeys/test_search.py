"""People find an answer by searching: with and without scripts, by keyboard, on wide and narrow screens."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "Is a birthday present from my aunt abroad still free?"


def test_an_answer_is_found_from_the_home_page_without_scripts(page_without_javascript: Any) -> None:
    page = page_without_javascript
    page.goto("/")
    page.get_by_label("Search the guidance").fill("birthday gift from my aunt")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("How goods travel").click()
    page.get_by_role("link", name="By mail").click()
    expect(page.get_by_text("Only:")).to_be_visible()
    page.get_by_role("link", name=QUESTION).click()
    expect(page.get_by_role("heading", level=1, name=QUESTION)).to_be_visible()


def test_a_suggestion_is_chosen_by_keyboard_alone(page: Any, axe: Any) -> None:
    page.goto("/guidance/")
    field = page.get_by_role("combobox", name="Search the guidance")
    field.focus()
    page.keyboard.type("birthday pres")
    option = page.get_by_role("option", name=QUESTION)
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    axe(page)
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    page.keyboard.type("e")
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=QUESTION)).to_be_visible()


def test_return_without_a_chosen_suggestion_searches_as_ever(page: Any) -> None:
    page.goto("/guidance/")
    page.get_by_label("Search the guidance").fill("birthday present")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Results for")


@pytest.mark.parametrize("query", ["q=gift", "q=gift&f=mode:mail", "q=birthdy+presnt", "q=zzqqzz", ""])
def test_the_page_of_results_can_be_used_by_everybody(
    page: Any, narrow_page: Any, axe: Any, fits: Any, query: str
) -> None:
    for window in (page, narrow_page):
        window.goto(f"/guidance/search/?{query}")
        window.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
        axe(window)
        fits(window)
