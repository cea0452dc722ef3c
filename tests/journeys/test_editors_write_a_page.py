"""A question that nobody answered before: written, checked, reviewed by two others, read by the public."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from content.editing.roles import EDITORS, PUBLISHERS, REVIEWERS
from content.models import QuestionPage, TopicPage
from portal.rulebook import queries
from tests.browser import NARROW, OpenPage
from tests.content.editing.staff import member
from tests.journeys.conftest import As
from tests.journeys.editor import add

pytestmark = pytest.mark.django_db(transaction=True)
expect.set_options(timeout=20_000)

TITLE = "May I bring in two candles myself?"
SUMMARY = "Yes. Up to {informal-limit} you may do it yourself."
TYPED = "Yes. Up to $2,500 you may do it yourself."
TEXT = "Ask your carrier before you buy."


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    queries.forget_current_edition()
    yield
    queries.forget_current_edition()


def a_shelf() -> TopicPage:
    found = (
        TopicPage.objects.live().filter(slug="questions").first() or QuestionPage.objects.first().get_parent()
    )
    return TopicPage.objects.get(pk=found.pk)


def more_actions(page: Page, name: str) -> None:
    """Choose one of the actions at the foot of the form."""
    button = page.locator("footer").get_by_role("button", name=name, exact=True)
    if not button.is_visible():
        page.locator("footer").get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        button.click()


def write(desk: Page) -> None:
    """Every field that a question needs."""
    desk.locator("#id_title").fill(TITLE)
    desk.locator("#id_summary").fill(SUMMARY)
    text = add(desk, "body", "Text")
    editor = text.here.locator("[contenteditable=true]").first
    editor.click()
    desk.keyboard.type(TEXT)
    today = timezone.localdate()
    desk.locator("#id_kept_by").fill("Desk of small shipments")
    for name, day in (("as_of", today), ("next_review", today + timedelta(days=90))):
        desk.locator(f"#id_{name}").fill(day.isoformat())
        desk.locator("#id_kept_by").click()
    source = add(desk, "sources")
    source.here.locator("input[type=text]").first.fill("19 CFR 10.152")


def decide(page: Page, number: int, action: str) -> None:
    """As a reviewer does it: from the first page of the admin, by the list of what awaits them."""
    page.goto("/staff/")
    expect(page.locator("main")).to_contain_text(TITLE)
    page.goto(f"/staff/pages/{number}/edit/")
    more_actions(page, action)


def test_a_page_goes_from_an_empty_form_to_the_public(
    as_user: As, open_page: OpenPage, axe_main: Callable[[Page], None]
) -> None:
    desk = as_user(member(EDITORS))
    desk.goto(f"/staff/pages/add/content/questionpage/{a_shelf().pk}/")
    write(desk)
    more_actions(desk, "Save draft")
    page = QuestionPage.objects.get(title=TITLE)
    form = f"/staff/pages/{page.pk}/edit/"
    expect(desk).to_have_url(desk.url.split("/staff/")[0] + form)
    assert not page.live

    seen = as_user(member(EDITORS))
    seen.goto(f"/staff/pages/{page.pk}/view_draft/")
    expect(seen.locator("main")).to_contain_text("Up to $2,500 you may do it yourself.")
    expect(seen.locator("main")).to_contain_text(TEXT)

    desk.locator("#id_summary").fill(TYPED)
    more_actions(desk, "Submit to Pages of law")
    told = desk.locator("[id$='summary-errors']").first
    expect(told).to_contain_text("“$2,500” is typed as text")
    expect(told).to_contain_text("{informal-limit}")
    expect(desk.locator("#id_summary")).to_have_value(TYPED)
    assert not QuestionPage.objects.get(pk=page.pk).workflow_in_progress

    desk.locator("#id_summary").fill(SUMMARY)
    more_actions(desk, "Submit to Pages of law")
    assert QuestionPage.objects.get(pk=page.pk).workflow_in_progress
    desk.goto(form)
    expect(desk.locator("footer")).not_to_contain_text("Approve")

    public = open_page()
    address = QuestionPage.objects.get(pk=page.pk).url
    assert public.goto(address).status == 404  # type: ignore[union-attr]

    decide(as_user(member(REVIEWERS)), page.pk, "Approve")
    assert not QuestionPage.objects.get(pk=page.pk).live
    decide(as_user(member(PUBLISHERS)), page.pk, "Approve")
    assert QuestionPage.objects.get(pk=page.pk).live
    public.goto(address)
    expect(public.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(public.locator("main data.law-figure").first).to_have_text("$2,500")
    expect(public.locator("main")).to_contain_text(TEXT)
    expect(public.locator("main")).to_contain_text("19 CFR 10.152")


def an_overdue_page() -> QuestionPage:
    page = QuestionPage.objects.get(question_id="Q3")
    page.next_review = timezone.localdate() - timedelta(days=12)
    page.save(clean=False)
    draft = page.get_latest_revision_as_object()
    draft.summary = "Administrative determinations necessitate documentation. It is $2,500."
    draft.save_revision()
    return page


PAGES = {
    "the report": ("/staff/reports/pages-to-look-at/", "12 days over"),
    "the report, nothing found": (
        "/staff/reports/pages-to-look-at/?reason=links",
        "No pages to look at match",
    ),
    "the first page": ("/staff/", "1 page has to be looked at"),
    "the form with its warnings": ("/staff/pages/{}/edit/", "What the checks say"),
    "checked today": ("/staff/pages/{}/checked-today/", "A draft of this page is in the making"),
}
OURS = {"the first page": "#pages-to-look-at-section", "the form with its warnings": ".library-findings"}


@pytest.mark.parametrize("name", PAGES)
def test_our_parts_of_the_admin_are_open_to_everybody(
    as_user: As, axe_part: Callable[[Page, str], None], fits: Callable[[Page], None], name: str
) -> None:
    number = an_overdue_page().pk
    address, says = PAGES[name]
    page = as_user(member(REVIEWERS))
    page.goto(address.format(number))
    ours = page.locator(OURS.get(name, "main"))
    expect(page.locator("main")).to_contain_text(says)
    expect(ours.first).to_be_visible()
    axe_part(page, OURS.get(name, "main"))
    page.set_viewport_size({"width": NARROW, "height": 700})
    axe_part(page, OURS.get(name, "main"))
    if name == "checked today":
        fits(page)
