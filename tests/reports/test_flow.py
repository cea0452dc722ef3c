"""A report is written step by step: nothing typed is lost, and nothing is asked that is not needed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.reports import services
from portal.reports.models import Draft, Report, Reporter
from tests.reports.writing import (
    ADDRESSES,
    GOODS,
    NEEDED,
    WHAT,
    WHO,
    WHOLE,
    code_of,
    fields_of,
    fill_in,
    send,
    soup_of,
)

pytestmark = pytest.mark.django_db
COOKIE = "report"


def test_the_start_is_the_same_for_everybody_and_sets_no_cookie(client: Client) -> None:
    response = client.get("/report/")
    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "address", [*ADDRESSES.values(), "/report/review/", "/report/resume/", "/report/status/"]
)
def test_looking_at_a_page_stores_nothing_and_opens_no_draft(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert set(response.cookies) <= {"csrftoken"}
    assert not Draft.objects.exists()


def test_the_cookie_that_guards_the_buttons_does_not_outlive_the_browser(client: Client) -> None:
    cookie = client.get("/report/what/").cookies["csrftoken"]
    assert not cookie["max-age"]
    assert not cookie["expires"]


def test_the_code_of_the_draft_lies_in_one_cookie_that_scripts_cannot_read(client: Client) -> None:
    cookie = client.post("/report/what/", WHAT).cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == 3600
    assert client.get("/report/goods/").cookies[COOKIE]["max-age"] == 3600, (
        "each page opens it for an hour more"
    )


def test_over_https_no_other_host_can_set_the_cookie(client: Client, settings: Any) -> None:
    settings.SECURE = True
    cookie = client.post("/report/what/", WHAT).cookies["__Host-report"]
    assert cookie["secure"]
    assert cookie["path"] == "/"
    assert not cookie["domain"]


def test_three_answers_are_enough(client: Client) -> None:
    receipt = send(fill_in(client))
    assert receipt.status_code == 200
    report = services.find(code_of(receipt))
    assert services.answers_of(report)["what"] == WHAT
    assert services.answers_of(report)["who"] == [WHO]
    assert not Reporter.objects.exists()


def test_steps_can_be_visited_in_any_order(client: Client) -> None:
    fill_in(client, dict(reversed(WHOLE.items())))
    assert send(client).status_code == 200


def test_who_sent_it_is_stored_apart_from_what_was_told(client: Client) -> None:
    report = services.find(code_of(send(fill_in(client, WHOLE))))
    assert services.answers_of(report)["you"] == {"how": "contact", "relation": "competitor"}
    told = services.opened(report.reporter, services.key_of(report))
    assert told == {"name": "Ada Marker", "email": "ada@example.org"}


def test_a_reporter_can_go_back_without_losing_an_answer(client: Client) -> None:
    fill_in(client, WHOLE)
    for key in ("what", "goods", "evidence", "you"):
        text = client.get(ADDRESSES[key]).content.decode()
        for value in WHOLE[key].values():
            assert value in text


@pytest.mark.parametrize("key", NEEDED)
def test_what_is_missing_is_said_by_its_field_and_the_rest_is_kept(client: Client, key: str) -> None:
    typed = {"what": {"story": "kept"}, "who": {"also": "kept"}, "goods": {"price": "kept"}}[key]
    response = client.post(ADDRESSES[key], typed)
    page = soup_of(response)
    assert response.status_code == 422
    link = page.select_one(".error-summary a")
    assert link
    assert page.select_one(str(link["href"]))
    assert page.select_one(".usa-form-group--error .usa-error-message")
    assert "kept" in fields_of(response).values()
    assert "Error:" in page.title.text


def test_what_is_not_right_yet_is_in_the_draft_too(client: Client) -> None:
    client.post("/report/goods/", {"price": "kept"})
    assert "kept" in client.get("/report/goods/").content.decode()


def test_a_text_that_is_too_long_is_kept_on_the_page_and_never_cut(client: Client) -> None:
    longest = "ü" * 10_000
    assert client.post("/report/what/", {**WHAT, "story": longest}).status_code == 302
    response = client.post("/report/what/", {**WHAT, "story": longest + "x"})
    assert response.status_code == 422
    assert "at most 10000 characters. You have written 10001" in response.content.decode()
    assert fields_of(response)["story"] == longest + "x"
    assert "maxlength" not in response.content.decode()


def test_several_can_be_accused_changed_and_taken_off(client: Client) -> None:
    fill_in(client)
    client.post("/report/who/add/", {"name": "Second Firm"})
    links = [str(a["href"]) for a in soup_of(client.get("/report/who/")).select(".answers__change a")]
    assert len(links) == 4
    client.post(links[0], {"name": "Harborline Limited"})
    client.post(links[3], {})
    text = client.get("/report/who/").content.decode()
    assert "Harborline Limited" in text
    assert "Second Firm" not in text
    assert services.answers_of(services.find(code_of(send(client))))["who"] == [
        {"name": "Harborline Limited"}
    ]


def test_a_name_that_was_forgotten_first_is_one_entry_and_not_two(client: Client) -> None:
    page = client.post("/report/who/add/", {"country": "Atlantis"})
    client.post("/report/who/add/", fields_of(page) | {"name": "Harborline"})
    assert len(soup_of(client.get("/report/who/")).select("dt")) == 1


def test_one_that_is_half_written_is_saved_too(client: Client) -> None:
    response = client.post("/report/who/add/", {"country": "Atlantis", "then": "stay"}, follow=True)
    assert fields_of(response)["country"] == "Atlantis"
    client.post(response.request["PATH_INFO"], fields_of(response) | {"name": "Harborline"})
    assert len(soup_of(client.get("/report/who/")).select("dt")) == 1


def test_who_names_too_many_keeps_what_was_typed(client: Client) -> None:
    for place in range(50):
        client.post("/report/who/add/", {"name": f"Firm {place}"})
    response = client.post("/report/who/add/", {"name": "One too many"})
    assert response.status_code == 422
    assert fields_of(response)["name"] == "One too many"
    assert "Name the others in the story" in response.content.decode()
    assert len(soup_of(client.get("/report/who/")).select("dt")) == 50


def test_two_tabs_do_not_take_from_each_other(client: Client) -> None:
    client.post("/report/what/", WHAT)
    one, other = client.get("/report/who/add/"), client.get("/report/who/add/")
    client.post("/report/who/add/", fields_of(one) | {"name": "First"})
    client.post("/report/who/add/", fields_of(other) | {"name": "Second"})
    client.post("/report/goods/", GOODS)
    text = client.get("/report/review/").content.decode()
    assert all(word in text for word in ("First", "Second", "Desk lamps", "two invoices"))


def test_the_review_says_what_is_missing_and_leads_there(client: Client) -> None:
    client.post("/report/evidence/", {"how": "I saw it"})
    page = client.get("/report/review/")
    links = [str(a["href"]) for a in soup_of(page).select(".notice a")]
    assert links == ["/report/what/", "/report/who/", "/report/goods/"]
    response = client.post("/report/review/", fields_of(page))
    assert response.status_code == 422
    assert [str(a["href"]) for a in soup_of(response).select(".error-summary a")] == links
    assert not Report.objects.exists()


def test_somebody_anonymous_gives_no_name_by_mistake(client: Client) -> None:
    response = client.post("/report/you/", {"how": "anonymous", "name": "Ada"})
    assert response.status_code == 422
    assert "Empty those fields" in response.content.decode()


@pytest.mark.parametrize(("how", "field"), [("confidential", "name"), ("contact", "email")])
def test_contact_is_only_asked_of_those_who_choose_it(client: Client, how: str, field: str) -> None:
    response = client.post("/report/you/", {"how": how})
    assert response.status_code == 422
    assert soup_of(response).select_one(f".error-summary a[href='#id_{field}']")
    assert client.post("/report/you/", {}).status_code == 302


# Putting it aside


def test_a_draft_is_taken_up_in_another_browser_with_its_code(client: Client) -> None:
    response = client.post("/report/what/", {**WHAT, "then": "save"})
    assert response["Location"] == "/report/save/"
    field = soup_of(client.get("/report/save/")).select_one("#resume-code")
    assert field
    other = Client()
    assert other.post("/report/resume/", {"code": str(field["value"]).lower()}).status_code == 302
    assert "two invoices" in other.get("/report/review/").content.decode()


def test_staying_saves_what_is_not_finished(client: Client) -> None:
    response = client.post("/report/goods/", {"price": "3 dollars", "then": "stay"}, follow=True)
    assert response.status_code == 200
    assert "Saved" in response.content.decode()
    assert fields_of(response)["price"] == "3 dollars"


def test_a_page_that_was_open_too_long_finds_its_draft_again_by_code(
    client: Client,
) -> None:
    fill_in(client)
    code = client.cookies[COOKIE].value
    page = client.get("/report/evidence/")
    client.cookies.pop(COOKIE)
    late = client.post("/report/evidence/", fields_of(page) | {"how": "I saw it late"})
    assert late.status_code == 422
    assert "not open any more" in late.content.decode()
    assert fields_of(late)["how"] == "I saw it late"
    found = client.post("/report/evidence/", fields_of(late) | {"resume_code": code})
    assert found.status_code == 302
    text = client.get("/report/review/").content.decode()
    assert "I saw it late" in text
    assert "Desk lamps" in text


def test_a_page_that_was_open_too_long_can_begin_a_new_report(client: Client) -> None:
    fill_in(client)
    page = client.get("/report/evidence/")
    client.cookies.pop(COOKIE)
    late = client.post("/report/evidence/", fields_of(page) | {"how": "I saw it late"})
    assert client.post("/report/evidence/", fields_of(late)).status_code == 302
    assert Draft.objects.count() == 2


def test_after_fourteen_days_the_browser_is_told_that_the_draft_is_gone(client: Client) -> None:
    fill_in(client)
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    response = client.get("/report/goods/")
    assert "not open any more" in response.content.decode()
    assert response.cookies[COOKIE].value == ""


def test_discarding_asks_once_and_leaves_nothing(client: Client) -> None:
    fill_in(client)
    assert client.get("/report/discard/").status_code == 200
    assert Draft.objects.exists()
    response = client.post("/report/discard/")
    assert not Draft.objects.exists()
    assert response.cookies[COOKIE].value == ""
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_leaving_leads_elsewhere_and_has_the_browser_forget(client: Client, settings: Any) -> None:
    fill_in(client)
    response = client.get("/report/leave/")
    assert response["Location"] == settings.REPORT_EXIT_URL
    assert response["Clear-Site-Data"]
    assert response.cookies[COOKIE]["max-age"] == 0
    assert Draft.objects.exists(), "whoever noted the code can go on"


def test_no_other_site_can_sign_somebody_out(client: Client) -> None:
    response = client.get("/report/leave/", headers={"Sec-Fetch-Site": "cross-site"})
    assert "Clear-Site-Data" not in response.headers


@pytest.mark.parametrize(
    "address", [*ADDRESSES.values(), "/report/review/", "/report/save/", "/report/resume/", "/report/status/"]
)
def test_nobody_keeps_a_page_and_no_other_site_learns_of_it(client: Client, address: str) -> None:
    client.post("/report/what/", WHAT)
    response = client.get(address)
    page = soup_of(response)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert page.title
    assert not {"report", "violation", "tip"} & set(page.title.text.lower().split())
    assert page.select_one("a[data-quick-exit][href='/report/leave/']")
    assert not [x for x in page.select("script[src], link[href], img[src]") if str(x).count("//")]


def test_a_page_asks_the_database_little_and_is_small(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    fill_in(client, WHOLE)
    for address in [*ADDRESSES.values(), "/report/review/", "/report/", "/report/who/", "/report/save/"]:
        with django_assert_max_num_queries(8):
            response = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert len(response.content) < 40 * 1024, address
