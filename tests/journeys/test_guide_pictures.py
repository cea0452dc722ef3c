"""The pictures of the guides, made by using the site. Not part of a test run: `make guide-pictures`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

from portal.authoring.objects.terms import Figure
from portal.authoring.objects.topics import EntryTopic
from tests.authoring.people import both, drafted, figure, new_value, signed_in
from tests.browser import OpenPage

pytestmark = [pytest.mark.pictures, pytest.mark.django_db(transaction=True)]

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "guides" / "img"
QUERY = "arrival_date=2027-03-01&mode=air_cargo&origin_country=DE&purpose=resale&value_usd=2700.00"


@pytest.fixture
def desk(open_page: OpenPage, live_server: Any) -> Page:
    page = open_page(width=1180, height=820)
    page.set_default_timeout(60_000)
    session = signed_in(both()).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    return page


def picture(page: Page, path: str, name: str, *, scroll_to: str = "", height: int = 820) -> None:
    page.set_viewport_size({"width": 1180, "height": height})
    page.goto(path)
    page.wait_for_load_state("networkidle")
    if scroll_to:
        page.locator(scroll_to).first.scroll_into_view_if_needed()
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def test_the_pictures_of_the_guide_for_rule_writers(desk: Page) -> None:
    found = drafted(new_value(figure()), by=both())
    topic = EntryTopic.objects.get(key="gifts")
    picture(desk, "/staff/law/rules/?q=gift", "rules")
    picture(desk, f"/staff/snippets/authoring/entrytopic/edit/{topic.pk}/", "topic")
    picture(desk, f"/staff/snippets/authoring/entrytopic/inspect/{topic.pk}/", "read")
    gate = f"/staff/law/gate/figure/{found.pk}/"
    picture(desk, gate, "gate", height=1000)
    picture(desk, gate, "submit", scroll_to="#decide", height=620)
    picture(desk, f"/staff/law/try/figure/{found.pk}/check/answer/?{QUERY}", "try", height=700)
    picture(desk, "/staff/snippets/authoring/scenario/", "scenarios", height=700)
    picture(desk, "/staff/law/reviews/?days=365", "reviews", height=700)
    picture(desk, "/law/editions/", "editions", height=620)
    assert Figure.objects.get(pk=found.pk).has_unpublished_changes
