"""The pages of a report in a real browser: for everybody, narrow, by keyboard, and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from portal.reports import services as reports
from portal.triage import services
from portal.triage.casework import handing_over
from portal.triage.models import Case, Tag, Team
from portal.triage.states import Action
from tests.browser import NARROW
from tests.journeys.conftest import As, as_user
from tests.reports.evidence import pictures
from tests.triage.casework.cases import NAMED, carry_out, looked_at, office, url, with_file
from tests.triage.people import CUSTODIANS, LEADS, READERS, member, officer, reported

__all__ = ["as_user"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("evidence_store")]
STORY = (
    "They send two invoices with each container. The one for customs says 2.10 a lamp, the real one 9.80.\n"
    "See https://harborline.example/lamps/price-list-2026.html?for=export&long=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    " and write to sales@harborline.example. \u202eelif.exe\nقيمة الفاتورة خاطئة"
)


def a_busy_case() -> Case:
    case = looked_at(
        reported(
            identity=NAMED,
            what={"category": "undervaluation", "story": STORY},
            who=[
                {
                    "id": "a",
                    "name": "Harborline Trading",
                    "role": "importer",
                    "website": "www.harborline.example",
                },
                {"id": "b", "name": "深圳灯具厂", "country": "China"},
            ],
            goods={"what": "Desk lamps", "tariff_code": "9405.21.80", "route": "Shenzhen, Busan, Savannah"},
            evidence={"how": "I packed them."},
            you={"relation": "worker", "award": "later"},
        )
    )
    by = officer()
    with_file(case, "photo of the label.jpg", pictures.jpeg(exif=pictures.exif(gps=True)))
    with_file(case, "invoice.txt", b"two", state="infected")
    services.assign(case, by=by, officer=by, team=Team.objects.create(name="Brands and marks"))
    services.tag(
        case, by=by, tags=[Tag.objects.create(name="lamps"), Tag.objects.create(name="two invoices")]
    )
    services.note(case, "The price list is on www.harborline.example too.", by=by)
    services.make_move(case, Action.ASK, by=by, question="At which port did the containers arrive?")
    message = reports.answer(case.report, "Savannah. I send you the paper.")
    with_file(case, "paper.txt", b"three", message=message, state="quarantined")
    services.look(case, by=member(READERS))
    services.look(case, by=by)
    return Case.objects.get(pk=case.pk)


def a_referred_case() -> Case:
    case = a_busy_case()
    handing_over.refer(case, by=officer(), office=office(), reason="They act on brands", seen=case.version)
    return Case.objects.get(pk=case.pk)


def nothing(page: Page) -> None:
    """As it opens."""


def press(name: str) -> Callable[[Page], None]:
    def pressed(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=name, exact=True).first.click()

    return pressed


def open_all(page: Page) -> None:
    page.eval_on_selector_all("main details", "all => all.forEach(one => { one.open = true })")


def ask_from_an_older_page(page: Page) -> None:
    number = page.url.split("/case/")[1].split("/")[0]
    services.note(Case.objects.get(report__number=number), "meanwhile", by=officer())
    page.fill("textarea[name=question]", "Which port?")
    press("Ask the sender")(page)


def open_identity(page: Page) -> None:
    page.fill("textarea[name=reason]", "The office needs a witness.")
    press("Show who sent it")(page)


def preview(page: Page) -> None:
    page.fill("textarea[name=question]", "Which port?")
    press("Show how the sender will see it")(page)


@dataclass(frozen=True)
class Shown:
    name: str
    state: str
    says: str
    then: Callable[[Page], None] = nothing
    who: tuple[str, ...] = (LEADS, CUSTODIANS)
    case: Callable[[], Case] = a_busy_case
    query: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"


PAGES = [
    Shown("case", "all of it, opened", "What you can do", open_all),
    Shown("case", "only read", "Harborline Trading", who=(READERS,)),
    Shown("ask", "asked", "Plain words"),
    Shown("ask", "nothing written", "Write the question.", press("Ask the sender")),
    Shown("ask", "as the sender sees it", "Nothing has been sent yet", preview),
    Shown("ask", "somebody was faster", "Nothing was changed", ask_from_an_older_page),
    Shown("close", "faults", "Choose why the work ends.", press("Close")),
    Shown("reopen", "not possible", "is not possible"),
    Shown("refer", "faults", "Choose the office", press("Refer")),
    Shown("merge", "no other chosen", "Show both"),
    Shown("assign", "open", "Nobody"),
    Shown("tags", "open", "two invoices"),
    Shown("identity", "asked", "trusts that nobody learns"),
    Shown("identity", "no reason", "Write why you need it.", press("Show who sent it")),
    Shown("identity", "shown", "Zebra Person", open_identity),
    Shown("hand_over", "files", "SHA-256", open_all, case=a_referred_case),
]


@pytest.mark.parametrize("shown", PAGES, ids=str)
def test_a_page_of_a_report_is_open_to_everybody(
    as_user: As, axe_main: Callable[[Page], None], fits: Callable[[Page], None], shown: Shown
) -> None:
    case = shown.case()
    page = as_user(member(*shown.who))
    page.goto(url(shown.name, case) + shown.query)
    shown.then(page)
    expect(page.locator("main")).to_contain_text(shown.says)
    axe_main(page)
    page.set_viewport_size({"width": NARROW, "height": 700})
    fits(page)
    axe_main(page)


def test_both_reports_of_a_merge_and_the_warning_of_an_original_are_open_to_everybody(
    as_user: As, axe_main: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    case, other = a_busy_case(), looked_at(reported())
    page = as_user(member(LEADS))
    for address, says in (
        (url("merge", case) + f"?into={other.report.number}", "goes on"),
        (url("original", case, case.report.evidence.order_by("added_at")[0].pk), "Take care"),
        (url("original", case, case.report.evidence.order_by("added_at")[1].pk), "handed to nobody"),
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        expect(page.locator("main")).to_contain_text(says)
        axe_main(page)
        page.set_viewport_size({"width": NARROW, "height": 700})
        fits(page)
        axe_main(page)


def test_related_reports_are_open_to_everybody_beside_a_report_and_in_groups(
    as_user: As, axe_main: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    cases = [looked_at(reported(), by=officer()) for _one in range(3)]
    carry_out()
    page = as_user(member(LEADS))
    for address, says in (
        (url("case", cases[0]), "Probably the same matter"),
        ("/staff/violations/related/", "3 reports since"),
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        open_all(page)
        expect(page.locator("main")).to_contain_text(says)
        axe_main(page)
        page.set_viewport_size({"width": NARROW, "height": 700})
        fits(page)
        axe_main(page)
    page.goto(url("case", cases[0]))
    page.get_by_role("link", name="Read both side by side").first.click()
    expect(page.locator("main")).to_contain_text("Both reports")


def test_a_report_is_worked_on_without_scripts(as_user: As) -> None:
    case, user = a_busy_case(), member(LEADS)
    page = as_user(user, javascript=False)
    page.goto(url("case", case))
    page.get_by_role("button", name="Assign to me").click()
    expect(page.locator(".case-facts")).to_contain_text(str(user))
    page.fill("#id_text", "zebra note")
    page.get_by_role("button", name="Write the note").click()
    expect(page.locator(".case-side")).to_contain_text("zebra note")
    page.get_by_role("link", name="Ask the sender", exact=True).click()
    page.fill("textarea[name=question]", "And when?")
    page.get_by_role("button", name="Ask the sender").click()
    expect(page.locator(".case-facts")).to_contain_text("More information asked")
    expect(page.locator(".case-main")).to_contain_text("And when?")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Clean copy").first.click()
    assert taken.value.suggested_filename == "photo of the label.jpg"
    assert page.url.endswith("/")


def test_nothing_of_a_sender_can_be_clicked_in_a_browser(as_user: As) -> None:
    page = as_user(member(LEADS))
    page.goto(url("case", a_busy_case()))
    open_all(page)
    leads = page.eval_on_selector_all("main a", "all => all.map(one => one.href)")
    assert leads
    assert all("/staff/violations/" in address or "/staff/" in address for address in leads), leads


def test_who_sent_it_is_not_printed_and_not_there_after_going_back(as_user: As) -> None:
    case = a_busy_case()
    page = as_user(member(CUSTODIANS))
    page.goto(url("identity", case))
    open_identity(page)
    expect(page.locator("main")).to_contain_text("Zebra Person")
    page.emulate_media(media="print")
    expect(page.locator(".case-identity")).to_be_hidden()
    expect(page.locator(".case-identity-hidden")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Done: back to the report").click()
    page.go_back()
    page.wait_for_load_state()
    assert "Zebra Person" not in page.content()
