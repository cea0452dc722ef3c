"""A week in the life of a report: its sender, a lead, an officer, and the office that it goes to."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.delivery.relay import Relay
from portal.reports import abuse, services
from portal.triage.models import AuditEntry, Case, Office
from portal.triage.records import Act
from tests.journeys.conftest import As, as_user
from tests.journeys.reporter import code_of, press, says, up_to_the_review
from tests.triage.people import lead, officer

__all__ = ["as_user"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("evidence_store")]


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abuse, "FASTEST_SECONDS", -1)


def look_up(page: Page, code: str) -> None:
    page.goto("/report/status/")
    page.get_by_label("Your code").fill(code)
    press(page, "Look it up")


def case_page(page: Page, number: str) -> None:
    """From the queue, as officers find it."""
    page.goto("/staff/violations/?state=any")
    page.get_by_role("link", name=re.compile(number)).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def send(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=button, exact=True).first.click()


def follow(page: Page, link: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=link, exact=True).first.click()


def given_to(page: Page, officer: User) -> None:
    follow(page, "Assign")
    page.get_by_label("Officer").select_option(label=str(officer))
    send(page, "Save")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_report_goes_from_its_sender_to_the_office_that_acts_on_it(
    open_page: Any, as_user: As, javascript: bool
) -> None:
    leader, working = lead(), officer()
    Office.objects.get_or_create(key="desk-of-values", defaults={"name": "The desk of values"})

    # Monday: somebody reports, and the relay tells the staff
    sender = open_page(javascript=javascript)
    up_to_the_review(sender)
    press(sender, "Send the report")
    code = code_of(sender)
    report = services.find(code)
    Relay().once()
    assert Case.objects.filter(pk=report.pk, has_news=True).exists()

    # Tuesday: the lead reads it in the queue and gives it to an officer
    page = as_user(leader, javascript=javascript)
    case_page(page, report.number)
    expect(page.locator("main")).to_contain_text("They send two invoices.")
    given_to(page, working)
    look_up(sender, code)
    says(sender, "In review")

    # Wednesday: the officer asks, and on Thursday the sender answers under the code
    desk = as_user(working, javascript=javascript)
    case_page(desk, report.number)
    follow(desk, "Ask the sender")
    desk.get_by_label("Question").fill("At which port did the lamps arrive?")
    send(desk, "Show how the sender will see it")
    send(desk, "Ask the sender")
    look_up(sender, code)
    expect(sender.get_by_text("At which port did the lamps arrive?")).to_be_visible()
    sender.get_by_label("Your answer or message").fill("Savannah, in May.")
    press(sender, "Send")

    # Friday: the answer is news, a note is written, and the report goes to the office that can act
    desk.goto("/staff/violations/?unread=on")
    expect(desk.locator("main")).to_contain_text(report.number)
    case_page(desk, report.number)
    expect(desk.locator("main")).to_contain_text("Savannah, in May.")
    desk.get_by_label("New note").fill("Matches the entries of May.")
    send(desk, "Write the note")
    follow(desk, "Refer")
    desk.get_by_label("Office").select_option(label="The desk of values")
    desk.get_by_label("Reason").fill("They compare declared values.")
    send(desk, "Refer")
    look_up(sender, code)
    says(sender, "Referred")
    assert "declared values" not in sender.content()

    # And at the end
    case_page(desk, report.number)
    follow(desk, "Close")
    desk.get_by_label("Outcome").select_option(label="Acted on")
    desk.get_by_label("Reason").fill("The desk took it over.")
    send(desk, "Close")
    look_up(sender, code)
    says(sender, "Closed")
    assert "Acted on" not in sender.content()

    acts = list(AuditEntry.objects.filter(report=report.pk).values_list("act", flat=True))
    for act in (Act.OPENED, Act.ASSIGNED, Act.ASKED, Act.NOTED, Act.MOVED):
        assert act in acts
    assert "Savannah" not in str(list(AuditEntry.objects.values()))
