"""Guessing codes, and being many: what was tried by hand, tried again."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from portal.reports import services
from tests.reports.writing import code_of, fields_of, fill_in, send

pytestmark = pytest.mark.django_db


def test_forged_addresses_give_nobody_more_tries(client: Client) -> None:
    answers = [
        client.post("/report/status/", {"code": "x"}, headers={"X-Forwarded-For": f"10.{place}.0.1"})
        for place in range(11)
    ]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("::ffff:192.0.2.1", "::ffff:198.51.100.1"),
        ("192.0.2.1:4711", "198.51.100.1:4711"),
        ("[2001:db8:1::1]:4711", "[2001:db8:2::1]:4711"),
    ],
)
def test_wrong_codes_of_one_are_not_counted_as_those_of_somebody_far_away(
    client: Client, one: str, other: str
) -> None:
    for _time in range(11):
        many = client.post("/report/status/", {"code": "x"}, REMOTE_ADDR=one)
    assert many.status_code == 429
    assert client.post("/report/status/", {"code": "x"}, REMOTE_ADDR=other).status_code == 422


def test_whoever_has_a_whole_network_of_addresses_counts_as_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.web.pdf.make_pdf", lambda html, sheet: b"%PDF-")
    for place in range(21):
        last = client.get("/report/paper/", REMOTE_ADDR=f"2001:db8::{place:x}")
    assert last.status_code == 429
    assert client.get("/report/paper/", REMOTE_ADDR="2001:db8:0:1::1").status_code == 200


def test_a_crowd_of_visitors_does_not_make_us_forget_who_guessed(client: Client) -> None:
    for _time in range(10):
        client.post("/report/status/", {"code": "x"})
    for place in range(1_000):
        cache.add(f"limit:somebody-else-{place}", 0)
    assert client.post("/report/status/", {"code": "x"}).status_code == 429


def test_the_number_of_a_report_opens_nothing(client: Client) -> None:
    receipt = send(fill_in(client))
    number = services.find(code_of(receipt)).number
    assert client.post("/report/status/", {"code": number}).status_code == 422
    assert client.post("/report/resume/", {"code": code_of(receipt)}).status_code == 422
    assert client.post("/report/status/", {"code": "0" * 26, "number": number}).status_code == 422


def test_the_paper_is_kept_by_caches_only_where_it_was_made(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.web.pdf.make_pdf", lambda html, sheet: b"%PDF-")
    answers = [client.get("/report/paper/", {"x": place}) for place in range(21)]
    assert answers[0]["Cache-Control"].startswith("public")
    assert answers[20].status_code == 429
    assert answers[20]["Cache-Control"] == "private, no-store"


def test_what_is_written_too_often_stays_on_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    code = code_of(send(fill_in(client)))
    answers = [client.post("/report/status/write/", {"code": code, "text": f"No. {n}"}) for n in range(11)]
    assert answers[10].status_code == 429
    assert answers[10]["Retry-After"]
    assert fields_of(answers[10], "/report/status/write/")["text"] == "No. 10"


def test_the_page_of_messages_does_not_grow_for_ever(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_MESSAGES", 2)
    code = code_of(send(fill_in(client)))
    for number, status in enumerate([200, 200, 422]):
        answer = client.post("/report/status/write/", {"code": code, "text": f"No. {number}"})
        assert answer.status_code == status
    assert fields_of(answer, "/report/status/write/")["text"] == "No. 2"
    services.ask(services.find(code), "What else?")
    assert services.find(code).messages.count() == 3
