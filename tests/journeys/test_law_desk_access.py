"""Every page of the law's desk in each of its states: nothing for axe to find, and room at 320 px."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.rulebook import queries
from tests.browser import NARROW
from tests.journeys.conftest import As
from tests.journeys.desk_pages import (
    ANSWER,
    DeskPage,
    a_blocked_draft,
    a_draft,
    before,
    gifts,
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


def import_unchecked(page: Page) -> None:
    """As a browser sends it that checks nothing by itself."""
    page.eval_on_selector("input[name=file]", "input => { input.form.noValidate = true }")
    press("Import")(page)


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


PAGES = [
    DeskPage("rules", "all", own("rules"), says="All rules"),
    DeskPage("rules", "narrowed", own("rules", query="?q=gift"), says="gift-within-limit"),
    DeskPage("rules", "none found", own("rules", query="?q=zzzz"), says="No rule is like that."),
    DeskPage("rules", "no such day", own("rules", query="?on=2026-02-30"), says="valid date"),
    DeskPage("reviews", "none due", own("reviews"), says="0 reviews"),
    DeskPage("reviews", "due", own("reviews", query="?days=365"), says="review"),
    DeskPage("import", "asked", own("import", "figure", 1), says="1 MB at most"),
    DeskPage("import", "no file", own("import", "figure", 1), import_unchecked, "Choose a file."),
    DeskPage("import", "faults", own("import", "figure", 1), faulty_file, "was not taken"),
    DeskPage("gate", "nothing drafted", lambda: before(writer(), gifts()), says="Nothing is drafted"),
    DeskPage("gate", "clean", draft_before(), says="Nothing blocks it"),
    DeskPage("gate", "blocked", draft_before(make=a_blocked_draft), says="This cannot be published"),
    DeskPage("gate", "no reason given", draft_before(), press("Submit for approval"), "required"),
    DeskPage("gate", "in review", waiting, says="It waits for approval"),
    DeskPage("gate", "reasons asked", to_be_approved, says="Approve exactly this"),
    DeskPage("gate", "sent back unsaid", to_be_approved, press("Send it back"), "required"),
    DeskPage("gate", "scheduled", scheduled, says="waits for its day"),
    DeskPage("try", "first page", tried("check/"), says="This is not the law"),
    DeskPage("try", "answer", tried(f"check/answer/?{ANSWER}"), says="This is not the law"),
    DeskPage(
        "scenario_from_answer", "filled in", own("scenario_from_answer", query=f"?{ANSWER}"), says="cenario"
    ),
]


@pytest.mark.parametrize("shown", PAGES, ids=str)
def test_a_page_of_the_desk_is_open_to_everybody(
    as_user: As,
    axe: Callable[[Page], None],
    axe_main: Callable[[Page], None],
    fits: Callable[[Page], None],
    shown: DeskPage,
) -> None:
    user, path = shown.shown()
    page = as_user(user)
    ours = axe if shown.view == "try" else axe_main  # the frame around our pages is Wagtail's
    page.goto(path)
    shown.then(page)
    expect(page.locator("body")).to_contain_text(shown.says)
    ours(page)
    page.set_viewport_size({"width": NARROW, "height": 700})
    fits(page)
    ours(page)
