"""Every page of records officers and auditors in its states: nothing for axe to find, and room at 320 px."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.triage.auditing import anchors
from portal.triage.retention.due import Stop
from tests.browser import NARROW
from tests.journeys.conftest import As
from tests.triage.people import AUDITORS, member
from tests.triage.retention import keeping
from tests.triage.test_audit import some_acts

pytestmark = pytest.mark.django_db(transaction=True)
Shown = tuple[User, str]


def at(name: str, *args: Any, query: str = "") -> Shown:
    return keeping.records_officer(), reverse(f"triage:{name}", args=args) + query


def due_list() -> Shown:
    keeping.approved_schedule()
    keeping.proposed(keeping.closed())
    for _time in range(3):
        keeping.closed()
    return at("records")


def held_list() -> Shown:
    keeping.hold(keeping.closed())
    return at("records", query="?list=held")


def schedule() -> Shown:
    keeping.approved_schedule()
    return at("schedule")


def hold() -> Shown:
    return at("hold", keeping.hold(keeping.closed(), keeping.closed()).pk)


def holds() -> Shown:
    keeping.hold(keeping.closed())
    return at("holds")


def waiting() -> Shown:
    keeping.approved_schedule()
    return at("disposal", keeping.proposed(keeping.closed(), keeping.closed()).pk)


def certified() -> Shown:
    keeping.approved_schedule()
    held = keeping.closed()
    disposal = keeping.approved(keeping.closed(), held)
    keeping.hold(held)
    keeping.carry_out()
    return at("certificate", disposal.certificate.number)


def disposals() -> Shown:
    keeping.certificate()
    return at("disposals")


def audit() -> Shown:
    some_acts()
    anchors.verify()
    return member(AUDITORS), reverse("triage:audit")


def press(name: str) -> Callable[[Page], None]:
    def pressed(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=name).first.click()

    return pressed


def nothing(page: Page) -> None:
    """The page as it opens."""


PAGES: dict[str, tuple[Callable[[], Shown], Callable[[Page], None], str]] = {
    "records, none due": (lambda: at("records"), nothing, "There is none."),
    "records, due": (due_list, nothing, "Propose to dispose of these"),
    "records, none ticked": (due_list, press("Propose"), "Tick some reports"),
    "records, held": (held_list, nothing, "A value that is too low"),
    "schedule": (schedule, nothing, "Not approved: nothing is disposed of."),
    "schedule, faults": (schedule, press("Add"), "required"),
    "hold, asked": (lambda: at("hold_add"), nothing, "Matter"),
    "hold, faults": (lambda: at("hold_add"), press("Put them"), "required"),
    "hold": (hold, nothing, "Lift the hold"),
    "holds": (holds, nothing, "Matter 7"),
    "disposal, waiting": (waiting, nothing, "Approve: dispose"),
    "disposal, approved": (waiting, press("Approve"), "carried out"),
    "disposals": (disposals, nothing, "approved by"),
    "certificate": (certified, nothing, str(Stop.HELD.label)),
    "audit": (audit, nothing, "entries hold"),
    "audit, narrowed to nothing": (audit, press("Show"), "Entries"),
}


@pytest.mark.parametrize("shown", PAGES)
def test_a_page_of_records_and_audit_is_open_to_everybody(
    as_user: As, axe_main: Callable[[Page], None], fits: Callable[[Page], None], shown: str
) -> None:
    make, then, says = PAGES[shown]
    with transaction.atomic():
        user, path = make()
    page = as_user(user)
    page.goto(path)
    then(page)
    expect(page.locator("main")).to_contain_text(says)
    # A message that is still fading in has too little contrast for a moment.
    page.evaluate(
        "document.getAnimations().filter(each => each.effect.getComputedTiming().endTime < 1e6)"
        ".forEach(each => each.finish())"
    )
    axe_main(page)
    page.set_viewport_size({"width": NARROW, "height": 700})
    fits(page)
    axe_main(page)


def test_two_officers_dispose_without_javascript(as_user: As) -> None:
    with transaction.atomic():
        keeping.approved_schedule()
        case, one, other = keeping.closed(), keeping.records_officer(), keeping.records_officer()
    page = as_user(one, javascript=False)
    page.goto(reverse("triage:records"))
    page.get_by_role("checkbox", name=case.report.number).check()
    press("Propose")(page)
    path = page.url
    page = as_user(other, javascript=False)
    page.goto(path)
    press("Approve")(page)
    expect(page.locator("main")).to_contain_text("Approved on")
    keeping.carry_out()
    page.goto(path)
    expect(page.get_by_role("link", name="Certificate")).to_be_visible()
