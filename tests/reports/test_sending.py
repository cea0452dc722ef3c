"""A report that was sent has a receipt, and a receipt has a report, whatever breaks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from portal.reports import drafts, sending, services
from portal.reports.models import Draft, Report
from tests.reports.writing import GOODS, WHAT, WHOLE, code_of, fields_of, fill_in, send, soup_of

pytestmark = pytest.mark.django_db


@contextmanager
def dead_database() -> Iterator[None]:
    def refuse(*args: Any) -> None:
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(refuse):
        yield


def test_the_receipt_shows_the_code_once_and_nothing_is_left_in_the_browser(client: Client) -> None:
    receipt = send(fill_in(client, WHOLE))
    assert services.find(code_of(receipt)).number in receipt.content.decode()
    assert receipt.cookies["report"]["max-age"] == 0
    assert not Draft.objects.exists()
    assert code_of(receipt) not in str(receipt.headers)


def test_a_page_that_is_sent_twice_shows_the_same_receipt(client: Client) -> None:
    sent = fields_of(fill_in(client).get("/report/review/"))
    receipts = [client.post("/report/review/", sent) for _time in range(3)]
    assert len({code_of(receipt) for receipt in receipts}) == 1
    assert Report.objects.count() == 1


def test_sending_an_old_page_again_leaves_a_newer_draft_alone(client: Client) -> None:
    sent = fields_of(fill_in(client).get("/report/review/"))
    first = client.post("/report/review/", sent)
    client.post("/report/what/", {**WHAT, "story": "another matter"})
    again = client.post("/report/review/", sent)
    assert code_of(again) == code_of(first)
    assert "another matter" in client.get("/report/review/").content.decode()


def test_what_was_read_is_what_is_sent_also_when_the_draft_is_gone(client: Client) -> None:
    sent = fields_of(fill_in(client).get("/report/review/"))
    client.cookies.clear()
    Draft.objects.all().delete()
    report = services.find(code_of(client.post("/report/review/", sent)))
    assert services.answers_of(report)["goods"] == GOODS


def test_a_report_that_was_changed_in_another_tab_is_shown_again_before_it_is_sent(client: Client) -> None:
    sent = fields_of(fill_in(client).get("/report/review/"))
    client.post("/report/goods/", {"what": "Floor lamps"})
    response = client.post("/report/review/", sent)
    assert response.status_code == 422
    assert "Floor lamps" in response.content.decode()
    assert not Report.objects.exists()
    assert client.post("/report/review/", fields_of(response)).status_code == 200


@pytest.mark.parametrize("made_up", ["", "x", "eyJ0b2tlbiI6ICJ4In0:1vX:abc"])
def test_a_page_that_is_made_up_sends_nothing(client: Client, made_up: str) -> None:
    response = fill_in(client).post("/report/review/", {"report": made_up})
    assert response.status_code == 422
    assert not Report.objects.exists()


def test_a_report_and_the_end_of_its_draft_are_one_deed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(code: str) -> None:
        raise OperationalError

    sent = fields_of(fill_in(client).get("/report/review/"))
    monkeypatch.setattr(drafts, "discard", fail)
    response = client.post("/report/review/", sent)
    assert response.status_code == 503
    assert not Report.objects.exists()
    assert Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_a_database_there_is_no_receipt_and_all_can_be_sent_again(client: Client) -> None:
    sent = fields_of(fill_in(client, WHOLE).get("/report/review/"))
    with dead_database():
        response = client.post("/report/review/", sent)
        text = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "nothing was saved or sent" in text
    assert "1-800-BE-ALERT" in text
    assert "I saw both papers." in text
    assert "Your code" not in text
    assert not Report.objects.exists()
    assert code_of(client.post("/report/review/", fields_of(response)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("begun", [True, False])
def test_without_a_database_a_step_keeps_what_was_typed(client: Client, begun: bool) -> None:
    if begun:
        fill_in(client)
    typed = {"what": "Two\nlines “quoted” <b>", "price": "  7 "}
    with dead_database():
        response = client.post("/report/goods/", typed)
    assert response.status_code == 503
    again = fields_of(response)
    assert (again["what"], again["price"]) == (typed["what"], typed["price"])
    assert client.post("/report/goods/", again).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_without_a_database_pages_say_so(client: Client) -> None:
    with dead_database():
        client.cookies["report"] = "0" * 26
        assert client.get("/report/goods/").status_code == 503
        assert client.post("/report/status/", {"code": "0" * 26}).status_code == 503


def test_what_breaks_unforeseen_keeps_what_was_typed_and_logs_no_word_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any, **told: Any) -> None:
        raise ValueError(f"cannot read {told}")

    sent = fields_of(fill_in(client).get("/report/review/"))
    monkeypatch.setattr(sending.services, "send_report", fail)
    with caplog.at_level(logging.DEBUG, logger="portal"):
        response = client.post("/report/review/", sent)
    assert response.status_code == 503
    assert "we do not know whether it was saved" in response.content.decode()
    assert fields_of(response)["report"] == sent["report"]
    assert "ValueError at" in caplog.text
    assert "Desk lamps" not in caplog.text


def test_a_browser_that_lost_its_cookies_keeps_what_was_typed() -> None:
    client = Client(enforce_csrf_checks=True)
    typed = {"what": "Desk lamps", "price": "7"}
    response = client.post("/report/goods/", typed)
    assert response.status_code == 403
    assert "Nothing was saved yet" in response.content.decode()
    assert not Draft.objects.exists()
    assert client.post("/report/goods/", fields_of(response)).status_code == 302
    assert Draft.objects.exists()


def test_the_copy_holds_everything_and_is_stored_nowhere(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr("portal.web.pdf.make_pdf", lambda html, sheet: made.append(html) or b"%PDF-")
    receipt = send(fill_in(client, WHOLE))
    response = client.post("/report/copy/", fields_of(receipt, "/report/copy/"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    assert "report" not in response["Content-Disposition"]
    for word in (code_of(receipt), "Harborline Trading", "two invoices", "Ada Marker", "Desk lamps"):
        assert word in made[0], word


def test_a_copy_of_what_was_never_sent_is_not_made(client: Client) -> None:
    sent = fields_of(fill_in(client).get("/report/review/"))
    assert client.post("/report/copy/", {"report": sent["report"]}).status_code == 302
    assert client.post("/report/copy/", {}).status_code == 302


def test_the_copy_is_a_file_that_reads_in_any_script(client: Client) -> None:
    pytest.importorskip("weasyprint")
    fill_in(client)
    client.post("/report/evidence/", {"how": "我看见了 ✓ ابجد\n<script>"})
    receipt = send(client)
    response = client.post("/report/copy/", fields_of(receipt, "/report/copy/"))
    assert response.content.startswith(b"%PDF-")


def test_the_notices_stand_before_the_first_question_and_again_before_sending(client: Client) -> None:
    for address in ("/report/", "/report/review/"):
        text = soup_of(fill_in(client).get(address)).text
        laws = ("18 USC 1001", "19 CFR 161.15", "19 USC 1619")
        for word in (*laws, "1651-0131", "Privacy Act", "Do not invest"):
            assert word in text, (address, word)
