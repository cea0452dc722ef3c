"""A rule that nobody wrote before: by hand, tried, approved by a second person, and answering."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from portal.authoring.objects.topics import AgencyTopic
from portal.rulebook import queries
from tests.authoring.people import approver, both, writer
from tests.browser import OpenPage
from tests.journeys.conftest import As
from tests.journeys.editor import Block, add, save_draft

pytestmark = pytest.mark.django_db(transaction=True)
expect.set_options(timeout=20_000)

DESK = "FTC"
TITLE = "Candles: what they are made of stands on the label"
WHY = "The Commission asks for labels on candles."
ANSWER = (
    "arrival_date=2027-03-01&mode=air_cargo&origin_country=CN&purpose=resale&value_usd=500.00"
    "&categories=candles-incense"
)
READS = [
    "For arrivals from January 1, 2027.",
    "The goods include “Candles and incense”",
    "The purpose is “To sell, or for use in a business”",
    "At least one of these is true:",
    "The country of origin is China",
    "The value of this shipment is over $100",
    "16 CFR 303.1",
    "one source",
    "checked on November 24, 2026",
]


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    queries.forget_current_edition()
    yield
    queries.forget_current_edition()


def open_topic(desk: Page) -> None:
    """From the first page of the admin to the agency's form, by its menu."""
    desk.goto("/staff/")
    desk.get_by_role("button", name="Law").click()
    desk.get_by_role("link", name="Agencies", exact=True).click()
    desk.get_by_role("link", name="Federal Trade Commission").first.click()


def write_rule(desk: Page) -> Block:
    """Every part of a rule, but for its source."""
    rule = add(desk, "rules")
    rule.write("Title", TITLE)
    rule.write("Name", "ftc-candles")
    rule.choose("What it is", "An obligation")
    rule.write_day("First day of arrival", "2027-01-01")
    rule.open("Which goods it looks at")
    rule.tick("Candles and incense")
    rule.add("when", "The answer is one of a few").tick("To sell, or for use in a business")
    either = rule.add("when", "Any of these")
    country = either.add("", "The country")
    country.choose("Question", "Country of origin")
    country.tick("China")
    amount = either.add("", "An amount of money and a figure")
    amount.choose("Amount", "Value of this shipment")
    amount.choose("Compared", "is over")
    amount.choose("Figure in dollars", "Limit of the gift exemption, received by one person on one day")
    rule.open("Plain words")
    rule.write("What to do", "Have the label name what burns.")
    rule.write("By when", "Before the candles are sold.")
    return rule


def give_source(rule: Block) -> None:
    rule.open("Source")
    rule.add("cites").write("Citation", "16 CFR 303.1")
    rule.write("Page that was read", "https://www.ecfr.gov/current/title-16/part-303")
    rule.choose("How sure", "C1: one source read")
    rule.write_day("Checked on", "2026-11-24")


def kept_answer(public: Page) -> str:
    """Somebody's answer of before, kept; where it is found again."""
    public.goto(f"/check/answer/?{ANSWER}")
    expect(public.locator("main")).not_to_contain_text(TITLE)
    public.get_by_role("link", name="Keep this answer", exact=True).click()
    public.get_by_role("button", name="Keep this answer").click()
    expect(public).to_have_url(re.compile("/check/kept/"))
    return public.url


def try_and_submit(desk: Page) -> str:
    """The writer's way: the draft tried, its situations read, submitted. Returns the gate's address."""
    desk.get_by_role("button", name="More actions").last.click()
    desk.get_by_role("link", name="Check, submit or approve").click()
    gate = desk.url
    expect(desk.locator("#situations + p")).to_contain_text("This is exact")
    change = desk.locator(".law-change").filter(has_text=TITLE).first
    expect(change).to_contain_text("Arrivals from January 1, 2027")
    expect(change).to_contain_text("Candles and incense")
    expect(desk.locator("body")).to_contain_text("no scenario in which it holds")
    change.get_by_role("link", name="as drafted").click()
    expect(desk.locator("body")).to_contain_text("This is not the law")
    expect(desk.locator("main")).to_contain_text(TITLE)
    desk.goto(gate)
    desk.get_by_label("Why the law changes").fill(WHY)
    desk.get_by_role("button", name="Submit for approval").click()
    expect(desk.locator("body")).to_contain_text("Submitted.")
    return gate


def test_a_new_rule_goes_from_an_empty_form_to_the_public_answer(
    as_user: As, open_page: OpenPage, axe_main: Callable[[Page], None]
) -> None:
    public = open_page()
    kept = kept_answer(public)

    author = both(DESK)
    desk = as_user(author)
    open_topic(desk)
    give_source(write_rule(desk))
    save_draft(desk)
    desk.get_by_role("button", name="Show how the rules read").click()
    for words in READS:
        expect(desk.locator("#reads-ftc-candles")).to_contain_text(words)
    gate = try_and_submit(desk)
    expect(desk.locator("#decide + p")).to_contain_text("another approver of the desk has to look at it")
    expect(desk.get_by_role("button", name="Approve exactly this")).to_have_count(0)

    look = as_user(approver(DESK))
    look.goto(gate)
    look.get_by_role("button", name="Approve exactly this").click()
    expect(look.locator(".law-error")).to_have_text("This field is required.")
    axe_main(look)
    look.get_by_label("Why this is right").fill("The rule is new; its scenario follows.")
    look.get_by_role("button", name="Approve exactly this").click()
    expect(look.locator("body")).to_contain_text("Approved.")

    queries.forget_current_edition()
    public.goto(f"/check/answer/?{ANSWER}")
    expect(public.locator("main")).to_contain_text(TITLE)
    public.goto("/law/editions/")
    expect(public.locator("main")).to_contain_text(WHY)
    public.goto(kept)
    expect(public.get_by_role("heading", name="Edition 2 answers otherwise")).to_be_visible()
    first = public.locator("main").inner_text().partition("Edition 2 answers otherwise")[0]
    assert TITLE not in first


def test_each_mistake_is_told_by_its_field_and_nothing_that_was_typed_is_lost(as_user: As) -> None:
    desk = as_user(writer(DESK))
    open_topic(desk)
    rule = write_rule(desk)
    rule.write_day("Last day of arrival", "2026-12-31")
    rule.open("Source")
    rule.write("Page that was read", "the Federal Register")
    save_draft(desk)
    again = Block(desk, rule.name)
    told = desk.locator(".messages")
    expect(told).to_contain_text("could not be saved")
    expect(again.error("Last day of arrival")).to_contain_text("The last day is before the first one.")
    expect(again.error("Page that was read")).to_contain_text("Enter a valid URL.")
    expect(again.error("How sure")).to_contain_text("This field is required.")
    expect(again.here).to_contain_text("Add at least one citation.")
    expect(again.field("Title")).to_have_value(TITLE)
    expect(again.field("Last day of arrival")).to_have_value("2026-12-31")
    expect(again.field("Page that was read")).to_have_value("the Federal Register")
    assert not AgencyTopic.objects.get(key=DESK).has_unpublished_changes
