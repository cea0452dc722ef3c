"""The pictures of the guides, made by using the site. Not part of a test run: `make guide-pictures`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

from content.editing.roles import EDITORS, REVIEWERS
from portal.authoring.objects.terms import Figure
from portal.authoring.objects.topics import EntryTopic
from portal.reports import services as reports
from portal.triage import services
from portal.triage.rights import ROLES
from portal.triage.states import Action
from tests.authoring.people import both, drafted, figure, new_value, signed_in
from tests.browser import OpenPage
from tests.content.editing.staff import member
from tests.content.editing.test_publishing import submitted
from tests.content.upkeep.test_reasons import overdue, question
from tests.triage.people import member as triage_member
from tests.triage.people import reported

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


def seated(open_page: OpenPage, live_server: Any, *groups: str) -> Page:
    """A browser in which a member of the library's groups is signed in."""
    page = open_page(width=1180, height=820)
    page.set_default_timeout(60_000)
    name = settings.SESSION_COOKIE_NAME
    session = signed_in(member(*groups)).cookies[name].value
    page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
    return page


def test_the_pictures_of_the_guide_for_editors(open_page: OpenPage, live_server: Any) -> None:
    overdue(question("Q4"), 12)
    question("Q5").law_references.filter(kind="figure").update(digest="what it said before")
    draft = question("Q3").get_latest_revision_as_object()
    draft.summary = "It is $2,500 today. Administrative determinations necessitate documentation."
    draft.save_revision(user=member(EDITORS))
    editor = seated(open_page, live_server, EDITORS)
    form = f"/staff/pages/{question('Q3').pk}/edit/"
    picture(editor, "/staff/", "editors-home", height=760)
    picture(editor, "/staff/reports/pages-to-look-at/", "editors-report", height=620)
    picture(editor, f"/staff/pages/{question('Q6').pk}/edit/", "editors-form", height=1000)
    picture(editor, form, "editors-checks", height=700)
    picture(editor, "/staff/snippets/content/glossaryterm/", "editors-words", height=620)
    editor.goto(form)
    editor.locator("footer").get_by_role("button", name="More actions").click()
    with editor.expect_navigation():
        editor.locator("footer").get_by_role("button", name="Submit to Pages of law").click()
    editor.locator("[id$='summary-errors']").first.scroll_into_view_if_needed()
    editor.screenshot(path=PICTURES / "editors-fault.png")
    submitted(member(EDITORS))
    reviewer = seated(open_page, live_server, REVIEWERS)
    reviewer.goto(form)
    reviewer.locator("footer").get_by_role("button", name="More actions").click()
    reviewer.screenshot(path=PICTURES / "editors-review.png")
    picture(reviewer, f"/staff/pages/{question('Q3').pk}/history/", "editors-history", height=620)
    picture(reviewer, f"/staff/pages/{question('Q4').pk}/checked-today/", "editors-checked", height=520)


def test_the_pictures_of_the_guide_for_triage_officers(open_page: OpenPage, live_server: Any) -> None:
    lead_of_all = triage_member(*ROLES)
    case = reported(
        what={"category": "undervaluation", "story": "They send two invoices. See http://shop.example/pay."},
        identity={"how": "contact", "name": "Ada", "email": "ada@example.org"},
    )
    for name in ("Northwind Lamps", "Harborline Tradng", "Blue Anchor Goods"):
        reported(who=[{"id": "one", "name": name}])
    services.look(case, by=lead_of_all)
    services.assign(case, by=lead_of_all, officer=lead_of_all, team=None)
    services.make_move(case, Action.ASK, by=lead_of_all, question="Which port did it come through?")
    reports.answer(case.report, "Savannah, in May.")
    page = open_page(width=1180, height=820)
    page.set_default_timeout(60_000)
    session = signed_in(lead_of_all).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    room = "/staff/violations/"
    one = f"{room}case/{case.report.number}/"
    picture(page, room, "triage-queue")
    picture(page, one, "triage-case", height=1400)
    picture(page, f"{one}close/", "triage-close", height=760)
    picture(page, f"{one}identity/", "triage-identity", height=620)
    picture(page, f"{room}workload/", "triage-workload", height=620)
    picture(page, f"{room}trends/", "triage-trends", height=900)
    picture(page, f"{room}searches/new/", "triage-search", height=1000)
    picture(page, f"{room}records/", "triage-records", height=820)
    picture(page, f"{room}audit/", "triage-audit", height=820)
