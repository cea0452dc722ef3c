"""Every page of the law's desk in each of its states: nothing for axe to find, and room at 320 px."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.authoring.objects.terms import Figure
from portal.rulebook import queries
from tests.browser import NARROW
from tests.journeys.conftest import As
from tests.journeys.desk_pages import (
    ANSWER,
    DeskPage,
    a_blocked_draft,
    a_draft,
    before,
    fda,
    gifts,
    of,
    own,
    press,
    scheduled,
    to_be_approved,
    waiting,
    writer,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    queries.forget_current_edition()
    yield
    queries.forget_current_edition()


def faulty_file(page: Page) -> None:
    page.set_input_files("input[name=file]", {"name": "x.yaml", "mimeType": "text/yaml", "buffer": b"a: [b"})
    press("Import")(page)


def same_file(page: Page) -> None:
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Export").click()
    page.goto(page.url.replace("snippets/authoring/entrytopic/edit", "law/import/entrytopic"))
    page.set_input_files("input[name=file]", downloaded.value.path())
    press("Import")(page)


def reads_panel(page: Page) -> None:
    page.get_by_role("button", name="Show how the rules read").click()
    expect(page.locator(".law-reads")).to_be_visible()


def bad_title(page: Page) -> None:
    page.locator("[data-streamfield-child] [data-panel-toggle]").first.click()
    page.locator("[data-streamfield-child] textarea[name$='-title']").first.fill("With {no-such-figure}")
    save(page)


def bad_answer(page: Page) -> None:
    page.locator("[name='shipment-value_usd']").first.evaluate("field => { field.value = 'many' }")
    save(page)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save").first.click()


def draft_before(who: Callable[[], Any] = writer, make: Callable[[Any], Any] = a_draft) -> Any:
    def shown() -> Any:
        user = who()
        return before(user, make(user))

    return shown


def tried(path: str) -> Any:
    def shown() -> Any:
        user = writer()
        return user, f"/staff/law/try/figure/{a_draft(user).pk}/{path}"

    return shown


def of_a_draft(name: str, *args: Any) -> Any:
    return of(name, a_draft, *args)


def no_figure() -> Figure:
    return Figure()


PAGES = [
    DeskPage("rules", "all", own("rules"), says="All rules"),
    DeskPage("rules", "narrowed", own("rules", query="?q=gift"), says="gift-within-limit"),
    DeskPage("rules", "none found", own("rules", query="?q=zzzz"), says="No rule is like that."),
    DeskPage("rules", "with an error", own("rules", query="?day=never"), says="valid date"),
    DeskPage("reviews", "none due", own("reviews"), says="0 reviews"),
    DeskPage("reviews", "due", own("reviews", query="?days=365"), says="by desk"),
    DeskPage("import", "asked", own("import", "figure", 1), says="1 MB at most"),
    DeskPage("import", "no file", own("import", "figure", 1), press("Import"), "Choose a file."),
    DeskPage("import", "faults", own("import", "figure", 1), faulty_file, "was not taken"),
    DeskPage("import", "taken", of("edit", gifts), same_file, "says already"),
    DeskPage("gate", "nothing drafted", lambda: before(writer(), gifts()), says="Nothing is drafted"),
    DeskPage("gate", "clean", draft_before(), says="Nothing blocks it"),
    DeskPage("gate", "blocked", draft_before(make=a_blocked_draft), says="This cannot be published"),
    DeskPage("gate", "no reason given", draft_before(), press("Submit for approval"), "required"),
    DeskPage("gate", "in review", waiting, says="It waits for approval"),
    DeskPage("gate", "reasons asked", to_be_approved, says="Why this is right"),
    DeskPage("gate", "reasons missing", to_be_approved, press("Approve exactly this"), "required"),
    DeskPage("gate", "sent back unsaid", to_be_approved, press("Send it back"), "required"),
    DeskPage("gate", "scheduled", scheduled, says="waits for its day"),
    DeskPage("try", "first page", tried("check/"), says="This is not the law"),
    DeskPage("try", "answer", tried(f"check/answer/?{ANSWER}"), says="This is not the law"),
    DeskPage(
        "scenario_from_answer", "filled in", own("scenario_from_answer", query=f"?{ANSWER}"), says="2700"
    ),
    # Wagtail's pages about an object of the law
    DeskPage("list", "figures", of("list", a_draft), says="Limit of informal entry"),
    DeskPage("add", "a figure", of("add", a_draft), says="Name and desk"),
    DeskPage("edit", "a figure", of_a_draft("edit"), says="Name and desk"),
    DeskPage("edit", "the largest topic", of("edit", fda), says="Name and desk"),
    DeskPage("edit", "how it reads", of("edit", gifts), reads_panel, "saved last"),
    DeskPage("edit", "with an error", of("edit", gifts), bad_title, "There is no figure called"),
    DeskPage("inspect", "a topic", of("inspect", gifts), says="gift-within-limit"),
    DeskPage("inspect", "a figure", of_a_draft("inspect"), says="3,000"),
    DeskPage("history", "a draft", of_a_draft("history"), says="Draft saved"),
    DeskPage("revisions_compare", "a draft", of_a_draft("revisions_compare", "live", "latest"), says="3000"),
]


@pytest.mark.parametrize("shown", PAGES, ids=str)
def test_a_page_of_the_desk_is_open_to_everybody(
    as_user: As, axe_ours: Callable[[Page], None], fits: Callable[[Page], None], shown: DeskPage
) -> None:
    user, path = shown.shown()
    page = as_user(user)
    page.goto(path)
    shown.then(page)
    expect(page.locator("body")).to_contain_text(shown.says)
    axe_ours(page)
    page.set_viewport_size({"width": NARROW, "height": 700})
    fits(page)
    axe_ours(page)
