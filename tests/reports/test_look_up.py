"""A report is looked up by its code alone, and nothing tells how near a guess was."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest
from django.test import Client

from portal.reports import drafts, progress, services
from portal.reports.models import Event, Report
from portal.reports.states import MEANING, State
from tests.reports.test_reports import sent
from tests.reports.writing import fields_of, soup_of

pytestmark = pytest.mark.django_db
UNKNOWN = ["0" * 26, "x", "TVR-2026-00000001", "é" * 26, "a" * 5_000]


def look_up(client: Client, code: str) -> Any:
    return client.post("/report/status/", {"code": code})


@pytest.mark.parametrize("state", State)
def test_the_status_is_told_in_words_with_what_it_means(client: Client, state: State) -> None:
    receipt = sent()
    Report.objects.update(state=state)
    text = soup_of(look_up(client, receipt.code)).text
    assert str(state.label) in text
    assert str(MEANING[state]) in text
    assert receipt.number in text


def test_unknown_and_malformed_codes_get_the_same_words(client: Client) -> None:
    sent()
    pages = {soup_of(look_up(client, code)).main.text for code in UNKNOWN}  # type: ignore[union-attr]
    assert len(pages) == 1
    assert "We do not know this code" in pages.pop()


def test_unknown_and_malformed_codes_take_the_same_time(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent()
    monkeypatch.setattr("portal.reports.pages.TRIES_AN_HOUR", 10_000)
    look_up(client, "x")
    took: dict[str, list[float]] = {"0" * 26: [], "x": []}
    for _time in range(100):
        for code, times in took.items():
            begun = perf_counter()
            look_up(client, code)
            times.append(perf_counter() - begun)
    one, other = (min(times) for times in took.values())
    assert abs(one - other) < 0.001


def test_the_code_is_read_however_it_is_typed_and_stands_in_no_address(client: Client) -> None:
    code = sent().code
    response = look_up(client, f" {code[:13].lower()} - {code[13:]} ")
    assert response.status_code == 200
    assert code not in response.request["PATH_INFO"] + response.request["QUERY_STRING"]
    assert client.get(f"/report/status/?code={code}").content.count(code.encode()) == 0


def test_looking_up_leaves_no_cookie_of_its_own_and_no_page(client: Client) -> None:
    response = look_up(client, sent().code)
    assert not set(client.cookies) - {"csrftoken"}
    assert response["Cache-Control"] == "private, no-store"
    assert soup_of(response).select_one("a[href='/report/leave/']")


@pytest.mark.parametrize("address", ["/report/status/", "/report/resume/"])
def test_after_ten_wrong_codes_an_hour_a_program_is_told_to_stop(client: Client, address: str) -> None:
    answers = [client.post(address, {"code": "x"}, REMOTE_ADDR=f"10.0.0.{place}") for place in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert answers[10]["Retry-After"]
    assert "The right one always works" in answers[10].content.decode()
    assert client.post(address, {"code": "x"}, REMOTE_ADDR="10.0.1.1").status_code == 422


def test_thirty_people_behind_one_address_look_up_theirs_whatever_wrong_codes_came_from_it(
    client: Client,
) -> None:
    for _time in range(50):
        client.post("/report/status/", {"code": "x"})
    for _person in range(30):
        receipt = sent()
        assert receipt.number in Client().post("/report/status/", {"code": receipt.code}).content.decode()
    draft = drafts.begin({"what": {"story": "kept"}})
    assert client.post("/report/resume/", {"code": draft.code}).status_code == 302


def test_right_codes_are_not_counted(client: Client) -> None:
    code = sent().code
    assert {look_up(client, code).status_code for _time in range(30)} == {200}


def test_a_question_is_answered_under_the_code(client: Client) -> None:
    receipt = sent()
    services.ask(services.find(receipt.code), "When was it?")
    page = look_up(client, receipt.code)
    assert "When was it?" in page.content.decode()
    told = fields_of(page, "/report/status/write/") | {"text": "In May.\r\n<b>Late</b>"}
    response = client.post("/report/status/write/", told)
    assert "What you wrote is stored" in response.content.decode()
    assert "&lt;b&gt;Late" in response.content.decode()
    report = services.find(receipt.code)
    assert report.state == State.IN_REVIEW
    client.post("/report/status/write/", told)
    assert report.messages.filter(is_from_staff=False).count() == 1, "sent twice, stored once"


@pytest.mark.parametrize("text", ["", "x" * 10_001])
def test_a_message_with_a_fault_is_kept_on_the_page(client: Client, text: str) -> None:
    code = sent().code
    response = client.post("/report/status/write/", {"code": code, "text": text})
    assert response.status_code == 422
    assert fields_of(response, "/report/status/write/")["text"] == text


def test_nobody_writes_without_the_code(client: Client) -> None:
    sent()
    assert client.post("/report/status/write/", {"code": "0" * 26, "text": "Hello"}).status_code == 422
    assert client.get("/report/status/write/").status_code == 405


def test_how_long_a_first_look_takes_is_told_when_enough_were_looked_at(client: Client) -> None:
    code = sent().code
    assert "cannot say yet" in look_up(client, code).content.decode()
    for _time in range(progress.FEWEST):
        report = services.find(sent().code)
        Event.objects.create(report=report, kind=Event.Kind.MOVED, state=State.IN_REVIEW)
    progress.cache.clear()
    assert "within 1 day" in look_up(client, code).content.decode()
