"""The queue in a browser: keys that move, choose and open and can be turned off; nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.triage.models import Case, SavedSearch, Tag, Team
from tests.browser import NARROW
from tests.journeys.conftest import As
from tests.triage.people import lead
from tests.triage.queue.queues import QUEUE, looked_at, told

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]


@pytest.fixture
def three() -> list[str]:
    """The numbers of three reports in the order of the queue: overdue and unread, read, and with tags."""
    cases = [told(f"Story {place}", who=[{"name": f"Firm {place}"}]) for place in range(3)]
    for place, case in enumerate(cases):
        Case.objects.filter(pk=case.pk).update(news_at=timezone.now() - timedelta(minutes=place))
    Case.objects.filter(pk=cases[0].pk).update(look_by=timezone.now() - timedelta(days=2))
    looked_at(cases[1])
    cases[2].tags.add(Tag.objects.create(name="cotton"))
    return [case.report.number for case in cases]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_keys_move_choose_open_and_search(as_user: As, three: list[str]) -> None:
    page = as_user(lead())
    page.goto(QUEUE)
    page.keyboard.press("j")
    assert focused(page) == three[0]
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    assert focused(page) == three[2]
    page.keyboard.press("k")
    page.keyboard.press("x")
    chosen = page.locator("[name=chosen]:checked")
    expect(chosen).to_have_count(1)
    page.keyboard.press("x")
    expect(chosen).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("jkx?/o")
    expect(page.locator("[name=q]")).to_have_value("jkx?/o")
    page.keyboard.press("Tab")
    page.locator("[data-open]").first.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys in the queue")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("[data-open]").nth(1).focus()
    page.keyboard.press("o")
    page.wait_for_url(f"**/case/{three[1]}/")


def test_keys_can_be_turned_off_and_stay_off(as_user: As, three: list[str]) -> None:
    page = as_user(lead())
    page.goto(QUEUE)
    page.get_by_role("button", name="Keys", exact=True).click()
    page.get_by_label("Use these keys on this device").uncheck()
    page.get_by_role("button", name="Close", exact=True).click()
    for _time in range(2):
        page.locator("[data-open]").first.focus()
        page.keyboard.press("j")
        assert focused(page) == three[0]
        page.reload()


def test_the_queue_works_without_scripts(as_user: As, three: list[str]) -> None:
    page = as_user(lead(), javascript=False)
    page.goto(QUEUE)
    page.fill("[name=q]", "story firm")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("[data-open]")).to_have_count(3)
    page.locator("[name=chosen]").first.check()
    page.get_by_role("button", name="Change the chosen").click()
    expect(page.get_by_text("1 report is chosen")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_the_queue(
    as_user: As, three: list[str], axe_main: Check, fits: Check, scheme: str
) -> None:
    by = lead()
    search = SavedSearch(name="Cotton", owner=by, routes=True, give_team=Team.objects.create(name="East"))
    search.query = "category=forced_labor&q=cotton"
    search.save()
    page = as_user(by, color_scheme=scheme)
    for width in (1280, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        for path in (
            "",
            "?q=the",
            "?state=closed",
            "workload/",
            "searches/",
            "searches/new/?q=cotton",
            f"searches/{search.pk}/edit/",
            f"searches/{search.pk}/delete/",
            f"search/{search.pk}/",
            "many/",
        ):
            page.goto(QUEUE + path)
            axe_main(page)
            fits(page)


def test_axe_finds_nothing_from_the_choice_to_the_way_back(
    as_user: As, three: list[str], axe_main: Check, fits: Check
) -> None:
    page = as_user(lead(), width=NARROW)
    page.goto(QUEUE)
    for box in page.locator("[name=chosen]").all():
        box.check()
    page.get_by_role("button", name="Change the chosen").click()
    expect(page.get_by_text("3 reports are chosen")).to_be_visible()
    axe_main(page)
    page.get_by_label("What to do").select_option("close")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("Choose the outcome.")).to_be_visible()
    axe_main(page)
    page.get_by_label("Outcome").select_option("not_meant")
    page.get_by_label("Reason").fill("Spam")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("2 reports stay as they are")).to_be_visible()
    axe_main(page)
    fits(page)
    page.get_by_role("button", name="Change 1 report").click()
    expect(page.get_by_text("1 report was changed")).to_be_visible()
    axe_main(page)
    fits(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back on")).to_be_visible()
    axe_main(page)
