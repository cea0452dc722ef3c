"""The sign-in works on a narrow screen and without JavaScript, and its errors are found by everybody."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from content.models import HomePage
from tests.second_factor import code_of_app, with_app

PASSWORD = "correct horse battery staple"


@pytest.fixture
def officer(transactional_db: None) -> Any:
    return with_app(get_user_model().objects.create_superuser("officer@example.gov", PASSWORD))


def test_the_sign_in_and_its_error_are_readable_by_everybody(
    officer: Any, page: Page, narrow_page: Page, axe: Any, fits: Any
) -> None:
    for window in (page, narrow_page):
        window.goto("/account/login/")
        axe(window)
        fits(window)
        window.get_by_label("Email").fill(officer.email)
        window.get_by_label("Password").fill("something else entirely")
        window.get_by_label("Password").press("Enter")
        expect(window.get_by_text("are not correct").first).to_be_visible()
        axe(window)
        fits(window)


def test_an_officer_signs_in_without_javascript_and_reaches_the_staff_area(
    officer: Any, page_without_javascript: Page
) -> None:
    window = page_without_javascript
    window.goto("/account/login/?next=/account/password/change/")
    window.get_by_label("Email").fill(officer.email)
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_label("Password").press("Enter")
    window.get_by_label("Code").fill(code_of_app())
    window.get_by_label("Code").press("Enter")
    expect(window).to_have_url(window.url.split("/account/")[0] + "/account/password/change/")


def test_an_editor_edits_and_previews_the_home_page_under_the_policy_of_the_staff_area(
    officer: Any, page: Page
) -> None:
    page.goto("/account/login/?next=/staff/")
    page.get_by_label("Email").fill(officer.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    page.get_by_label("Code").fill(code_of_app())
    page.get_by_label("Code").press("Enter")
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    assert "/staff/" in page.url
    page.goto(f"/staff/pages/{HomePage.objects.get().pk}/edit/")
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("iframe[title='Preview']").last
    expect(preview.get_by_role("heading", level=1)).to_be_visible()
