"""Developers see every component and every error page; the public sees neither."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from portal.web import errors


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/styleguide/", "/styleguide/errors/404/"])
def test_developers_pages_are_not_served_to_the_public(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.urls("tests.debug_urls")
def test_the_style_page_shows_without_a_database(client: Client) -> None:
    assert client.get("/styleguide/").status_code == 200


@pytest.mark.urls("tests.debug_urls")
@pytest.mark.parametrize("code", errors.SHOWN)
def test_each_error_page_can_be_looked_at(client: Client, code: str) -> None:
    assert client.get(f"/styleguide/errors/{code}/").status_code == int(code)


@pytest.mark.urls("tests.debug_urls")
@pytest.mark.parametrize("code", [code for code in errors.SHOWN if code not in {"500", "503"}])
def test_an_error_page_is_readable_by_everybody(
    page: Page, narrow_page: Page, axe: Any, fits: Any, code: str
) -> None:
    for window in (page, narrow_page):
        window.goto(f"/styleguide/errors/{code}/")
        axe(window)
        fits(window)


@pytest.mark.urls("tests.debug_urls")
def test_every_component_in_every_state_is_readable_by_everybody(
    page: Page, narrow_page: Page, axe: Any, fits: Any
) -> None:
    for window in (page, narrow_page):
        window.goto("/styleguide/")
        axe(window)
        fits(window)
