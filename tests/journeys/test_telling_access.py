"""Export, trends, notifications and the public counts in a real browser: axe, 320 px, dark, no script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.reports.models import Report
from portal.reports.publishing import publish
from portal.triage.notifications import services
from portal.triage.notifications.records import News
from tests.authoring.people import signed_in
from tests.browser import NARROW, OpenPage
from tests.triage.people import LEADS, READERS, member, reported
from tests.triage.trends.test_facts import indexed

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("trends", "trends_accused", "export", "notifications", "notification_choices")
GOODS = (
    {"made_in": "China", "route": "USPS"},
    {"made_in": "Vietnam", "route": "DHL"},
    {"made_in": "nobody knows"},
)


def sat_down(page: Page, live_server: Any, user: User) -> Page:
    name = settings.SESSION_COOKIE_NAME
    session = signed_in(user).cookies[name].value
    page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
    return page


def some_weeks() -> User:
    """Reports of some weeks, many more in the last whole one, and a lead who was told of some."""
    now, lead = timezone.now(), member(LEADS, READERS)
    for week, number in enumerate((2, 14, 1, 2, 0, 1, 2, 1, 1, 1)):
        for place in range(number):
            case = indexed(name=f"Firm {place % 3} with a long name Ltd", **GOODS[place % len(GOODS)])
            sent_at = now - timedelta(weeks=week, minutes=place)
            Report.objects.filter(pk=case.pk).update(
                sent_at=sent_at, category=("origin", "counterfeit")[place % 2]
            )
            if week < 2 and place < 2:
                services.tell(News.ASSIGNED, [lead], case=case)
    services.tell(News.DUE, [lead], day=timezone.localdate(), soon=3, overdue=1)
    return lead


def stays_within(page: Page) -> None:
    """Nothing makes the page wider than its window."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_our_pages_of_the_admin_wide_or_narrow_light_or_dark(
    open_page: OpenPage, live_server: Any, axe: Callable[[Page], None], scheme: str
) -> None:
    lead = some_weeks()
    page = sat_down(open_page(color_scheme=scheme), live_server, lead)
    for width in (1280, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        for name in PAGES:
            page.goto(reverse(f"triage:{name}"))
            page.wait_for_load_state("networkidle")
            axe(page)
            stays_within(page)


def test_an_export_that_lacks_its_reason_says_so_on_the_page_and_axe_finds_nothing(
    open_page: OpenPage, live_server: Any, axe: Callable[[Page], None]
) -> None:
    page = sat_down(open_page(), live_server, member(LEADS))
    page.goto(reverse("triage:export"))
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_role("alert").get_by_text("Say for what the export is needed.")).to_be_visible()
    axe(page)


def test_a_file_comes_and_choices_are_kept_without_javascript(open_page: OpenPage, live_server: Any) -> None:
    case = reported()
    page = sat_down(open_page(javascript=False), live_server, member(LEADS))
    page.goto(f"{reverse('triage:export')}?numbers={case.report.number}")
    page.get_by_label("CSV").check()
    page.get_by_label("Reason").fill("For the meeting")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Make the file").click()
    assert case.report.number.encode() in coming.value.path().read_bytes()
    page.goto(reverse("triage:notification_choices"))
    box = page.get_by_role("group", name="A report came to your team").get_by_label("By mail")
    assert not box.is_checked()
    box.check()
    page.get_by_role("button", name="Save").click()
    assert box.is_checked()


@pytest.mark.parametrize("width", [1280, NARROW])
def test_axe_finds_nothing_on_the_public_page_of_what_happens(
    open_page: OpenPage, axe: Callable[[Page], None], width: int
) -> None:
    publish()
    page = open_page(width=width, javascript=False)
    page.goto(reverse("reports:what_happens"))
    stays_within(page)
    page = open_page(width=width)
    page.goto(reverse("reports:what_happens"))
    axe(page)
