"""The law's desk in a real browser: a rule written, looked at, approved by a second person, and answering."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.topics import EntryTopic
from portal.rulebook import queries
from portal.rulebook.models import Edition
from tests.authoring.people import approver, drafted, figure, new_value, signed_in, submitted, writer
from tests.browser import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)

MAIN, VERDICT = ".law-page", ".verdict"
SLOWEST = 60_000  # milliseconds; the first page of a process compiles the admin and two laws
expect.set_options(timeout=20_000)
ANSWER = "arrival_date=2027-03-01&mode=air_cargo&origin_country=DE&purpose=resale&value_usd=2700.00"
As = Callable[..., Page]


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    queries.forget_current_edition()
    yield
    queries.forget_current_edition()


@pytest.fixture
def as_user(open_page: OpenPage, live_server: Any) -> As:
    """A page on which somebody is signed in already."""

    def open_as(user: User, **options: Any) -> Page:
        page = open_page(**options)
        page.set_default_timeout(SLOWEST)
        session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        return page

    return open_as


def gate(found: LawObject) -> str:
    return f"/staff/law/gate/{found._meta.model_name}/{found.pk}/"


def editor(found: LawObject) -> str:
    return f"/staff/snippets/authoring/{found._meta.model_name}/edit/{found.pk}/"


def test_a_higher_limit_is_written_looked_at_and_approved_by_a_second_person(
    as_user: As, open_page: OpenPage, axe_main: Callable[[Page], None]
) -> None:
    author, second = writer(), approver()
    found = drafted(new_value(figure()), by=author)

    desk = as_user(author)
    desk.goto(gate(found))
    expect(desk.locator("h1")).to_contain_text("Limit of informal entry")
    shown = desk.locator("#situations + p")
    expect(shown).to_contain_text("This is exact")
    titles = desk.locator(".law-change h3")
    expect(titles).to_have_count(2)
    expect(titles.nth(0)).to_have_text("The kind of entry: “A formal entry” → “An informal entry”.")
    expect(titles.nth(1)).to_have_text("The kind of entry: “A formal entry” → “A simple mail entry”.")
    first = desk.locator(".law-change").nth(0)
    expect(first).to_contain_text("Arrivals from January 1, 2027")
    expect(first).to_contain_text("The value of this shipment is over $2,500, up to $3,000")
    axe_main(desk)

    first.get_by_role("link", name="as it is answered now").click()
    expect(desk.locator(VERDICT)).to_contain_text("formal entry")
    desk.go_back()
    desk.locator(".law-change").nth(0).get_by_role("link", name="as drafted").click()
    expect(desk.locator("body")).to_contain_text("This is not the law")
    expect(desk.locator(VERDICT)).to_contain_text("An informal entry")

    desk.goto(gate(found))
    desk.get_by_role("button", name="Submit for approval").click()
    expect(desk.locator(".law-error")).to_have_text("This field is required.")
    axe_main(desk)
    desk.get_by_label("Why the law changes").fill("CBP raised the limit of informal entry.")
    desk.get_by_role("button", name="Submit for approval").click()
    expect(desk.locator(MAIN)).to_contain_text("It waits for approval and is locked.")
    expect(desk.get_by_role("button", name="Approve exactly this")).to_have_count(0)

    look = as_user(second)
    look.goto(gate(found))
    expect(look.get_by_label("Why the law changes")).to_have_value("CBP raised the limit of informal entry.")
    axe_main(look)
    look.get_by_role("button", name="Approve exactly this").click()
    expect(look.locator("body")).to_contain_text("Approved.")

    queries.forget_current_edition()
    public = open_page()
    public.goto(f"/check/answer/?{ANSWER}")
    expect(public.locator(VERDICT)).to_contain_text("An informal entry")
    public.goto("/law/editions/")
    expect(public.locator("main")).to_contain_text("CBP raised the limit of informal entry.")
    assert Edition.objects.count() == 2


def test_the_editor_refuses_what_cannot_be_true_and_keeps_what_was_typed(as_user: As) -> None:
    topic = EntryTopic.objects.get(key="gifts")
    desk = as_user(writer())
    desk.goto(editor(topic))
    block = desk.locator("[data-streamfield-child]").first
    block.locator("input[name$='-first_day']").first.fill("2027-05-02", force=True)
    block.locator("input[name$='-last_day']").first.fill("2027-05-01", force=True)
    block.locator("textarea[name$='-title']").first.fill("A title with {no-such-figure}", force=True)
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.locator("body")).to_contain_text("could not be saved due to errors")
    block = desk.locator("[data-streamfield-child]").first
    expect(block.locator("textarea[name$='-title']").first).to_have_value("A title with {no-such-figure}")
    assert not EntryTopic.objects.get(key="gifts").has_unpublished_changes


def test_two_people_who_edit_one_topic_at_once_lose_nothing(as_user: As) -> None:
    topic = EntryTopic.objects.get(key="gifts")
    one, other = as_user(writer()), as_user(writer())
    one.goto(editor(topic))
    other.goto(editor(topic))
    one.locator("[data-streamfield-child]").first.locator("textarea[name$='-title']").first.fill(
        "The first one's title", force=True
    )
    one.get_by_role("button", name="Save draft").click()
    expect(one.locator("body")).to_contain_text("updated")
    other.locator("textarea[name=about]").fill("The second one's words.")
    other.get_by_role("button", name="Save draft").click()
    expect(other.locator("body")).to_contain_text("were put together")
    draft = EntryTopic.objects.get(key="gifts").draft()
    assert draft.about == "The second one's words."
    assert draft.row()["rules"][0]["title"] == "The first one's title"

    one.locator("[data-streamfield-child]").first.locator("textarea[name$='-title']").first.fill(
        "Once more", force=True
    )
    one.get_by_role("button", name="Save draft").click()
    expect(one.locator("body")).to_contain_text("updated")
    title = other.locator("[data-streamfield-child]").first.locator("textarea[name$='-title']").first
    title.fill("The second one's title", force=True)
    other.get_by_role("button", name="Save draft").click()
    expect(other.locator("body")).to_contain_text("Not saved yet")
    expect(title).to_have_value("The second one's title")


def test_the_gate_works_without_javascript(as_user: As) -> None:
    author = writer()
    found = submitted(drafted(new_value(figure()), by=author), by=author)
    look = as_user(approver(), javascript=False)
    look.goto(gate(found))
    expect(look.locator(".law-change")).to_have_count(2)
    look.get_by_role("button", name="Send it back").click()
    expect(look.locator(".law-error")).to_have_text("This field is required.")
    look.get_by_label("What has to change").fill("Cite the Federal Register.")
    look.get_by_role("button", name="Send it back").click()
    expect(look.locator("body")).to_contain_text("Sent back to its writers.")
    assert not figure().workflow_in_progress
