"""Whatever is typed comes back as it was typed: on the page, in the draft, in the report, in the messages."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.reports import services
from tests.reports.naughty import ALL
from tests.reports.test_look_up import look_up
from tests.reports.test_reports import sent
from tests.reports.writing import NEEDED, code_of, fields_of, fill_in, send, soup_of

pytestmark = pytest.mark.django_db


def test_there_are_enough_of_them() -> None:
    assert len(set(ALL)) >= 100


@pytest.mark.parametrize("text", ALL, ids=lambda text: ascii(text)[:24])
def test_a_text_comes_back_as_it_was_typed(client: Client, text: str) -> None:
    typed = {**NEEDED, "who": {"name": text}, "evidence": {"how": text}}
    fill_in(client, typed)
    assert fields_of(client.get("/report/evidence/"))["how"] == text
    report = services.find(code_of(send(client)))
    told = services.answers_of(report)
    assert told["evidence"]["how"] == text
    assert told["who"][0]["name"] == text


def test_they_all_fit_into_one_message() -> None:
    client, code = Client(), sent().code
    text = "\n".join(ALL)
    response = client.post("/report/status/write/", {"code": code, "text": text})
    assert response.status_code == 200
    shown = soup_of(look_up(client, code)).select(".message .as-typed")
    assert shown[-1].text == text


def test_only_how_lines_end_and_a_sign_that_no_page_can_show_are_made_alike(client: Client) -> None:
    client.post("/report/evidence/", {"how": "one\r\ntwo\rthree\x00"})
    assert fields_of(client.get("/report/evidence/"))["how"] == "one\ntwo\nthree"
