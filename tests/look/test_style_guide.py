"""The style guide in a real browser: each component in each state, by everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import OpenPage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.debug_urls")]

Check = Callable[[Page], None]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_style_guide_has_no_accessibility_violation(
    open_page: OpenPage, axe: Check, fits: Check, width: int, scheme: str
) -> None:
    page = open_page(width=width, color_scheme=scheme)
    page.goto("/styleguide/")
    axe(page)
    fits(page)


def test_the_style_guide_fits_in_forced_colors_and_without_motion(open_page: OpenPage, fits: Check) -> None:
    page = open_page(forced_colors="active", reduced_motion="reduce")
    page.goto("/styleguide/")
    fits(page)


@pytest.mark.parametrize("code", ["400", "403", "404", "413", "429"])
def test_an_error_page_is_in_the_look_and_accessible(page: Page, axe: Check, fits: Check, code: str) -> None:
    page.goto(f"/styleguide/errors/{code}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="home page")).to_be_visible()
    axe(page)
    fits(page)


def test_the_sign_in_is_in_the_look_and_accessible(page: Page, axe: Check) -> None:
    page.goto("/account/login/")
    axe(page)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()
    axe(page)


def test_the_first_press_of_tab_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("/account/login/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_none_of_these_and_i_do_not_know_untick_the_others(page: Page) -> None:
    page.goto("/styleguide/")
    group = page.get_by_role("group", name="Is any of this true of the goods?")
    group.get_by_label("None of these").check()
    expect(group.get_by_label("It has a lithium battery")).not_to_be_checked()
    group.get_by_label("It sends by radio").check()
    expect(group.get_by_label("None of these")).not_to_be_checked()


def test_typing_narrows_a_long_list_and_never_hides_what_is_ticked(page: Page) -> None:
    page.goto("/styleguide/")
    group = page.get_by_role("group", name="What kind of goods?")
    group.get_by_label("Honey").check()
    group.get_by_label("Find a kind of goods").fill("teddy")
    expect(group.get_by_label("Toys")).to_be_visible()
    expect(group.get_by_label("Honey")).to_be_visible()
    expect(group.get_by_label("Lamps")).to_be_hidden()
    expect(group.get_by_role("status")).to_have_text("2 of 5 shown")


def test_without_scripts_nothing_is_offered_that_needs_one(page_without_javascript: Page, axe: Check) -> None:
    page = page_without_javascript
    page.goto("/styleguide/")
    expect(page.get_by_label("Find a kind of goods")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.get_by_role("group", name="What kind of goods?").get_by_label("Lamps")).to_be_visible()
