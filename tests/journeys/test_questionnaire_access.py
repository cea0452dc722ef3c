"""Every question page and every error on it can be read by everybody, wide and narrow, light and dark."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.django_db(transaction=True)

DAY = "arrival_date=2026-11-22"
TOY = f"{DAY}&mode=postal&purpose=resale&origin_country=CN&value_usd=30&same_day_other_value_usd=0"
GOODS = f"{TOY}&categories=plush-toys-dolls"

PAGES = [
    "/check/",
    f"/check/?{GOODS}",
    "/check/arrival_date/",
    f"/check/mode/?{DAY}",
    f"/check/purpose/?{DAY}",
    f"/check/origin_country/?{DAY}",
    f"/check/value_usd/?{DAY}",
    f"/check/same_day_other_value_usd/?{DAY}",
    f"/check/shipped_from/?{DAY}",
    f"/check/goods/?{TOY}",
    f"/check/goods/?{GOODS}&find=mug&look=1",
    f"/check/goods/?{GOODS}&find=tedy+baer&look=1",
    f"/check/goods/?{GOODS}&find=zzzz&look=1",
    f"/check/quantity/?{DAY}",
    f"/check/contents/?{GOODS}",
    f"/check/special-cases/?{DAY}",
    f"/check/trade-measures/?{DAY}",
    f"/check/traveller/?{DAY}&mode=accompanied",
    f"/check/traveller/?{DAY}&mode=postal",
    f"/check/red-flags/?{DAY}",
    f"/check/about-the-goods/?{GOODS}",
    f"/check/anything-else/?{DAY}",
    f"/check/anything-else/?{GOODS}&has_laser=unknown&foo=1&quantity=x&resident_exemption=yes",
]
ERRORS = [
    "/check/arrival_date/?go=1&arrival_date-month=2&arrival_date-day=30&arrival_date-year=2026",
    f"/check/mode/?{DAY}&go=1",
    f"/check/mode/?{DAY}&mode=teleport",
    f"/check/origin_country/?{DAY}&origin_country=XX",
    f"/check/value_usd/?{DAY}&value_usd=1.000,50",
    f"/check/quantity/?{DAY}&quantity=two",
    f"/check/goods/?{TOY}&go=1",
    f"/check/goods/?{TOY}&go=1&categories=none&categories=plush-toys-dolls&hts=9",
    f"/check/contents/?{GOODS}&go=1",
    f"/check/contents/?{GOODS}&go=1&all=no&yes=alcohol&unsure=alcohol",
    f"/check/about-the-goods/?{GOODS}&go=1&intended_for_children=maybe",
    f"/check/anything-else/?{GOODS}&go=1&yes=has_laser&unsure=has_laser",
]


@pytest.mark.parametrize("address", [*PAGES, *ERRORS])
def test_a_page_is_readable_by_everybody(open_page: Any, axe: Any, fits: Any, address: str) -> None:
    for options in ({"width": 320}, {"width": 1280, "color_scheme": "dark"}):
        page = open_page(**options)
        page.goto(address)
        assert page.locator("h1").count() == 1
        assert page.locator(".error-summary").count() == (address in ERRORS)
        fits(page)
        page.evaluate("for (const more of document.querySelectorAll('main details')) more.open = true")
        fits(page)
        axe(page)


@pytest.mark.parametrize("address", ERRORS)
def test_each_error_leads_to_a_field_that_is_there(open_page: Any, address: str) -> None:
    page = open_page(javascript=False)
    page.goto(address)
    links = page.locator(".error-summary a")
    assert links.count()
    for link in links.all():
        target = link.get_attribute("href")
        assert target
        assert page.locator(target).is_visible(), target
