"""Nobody fills the store with drafts, and no report is refused for that."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from portal.reports import pages, services
from portal.reports.models import Evidence
from portal.web import slow
from tests.reports.test_files import LETTER, add, upload
from tests.reports.writing import code_of, fields_of, fill_in, send, soup_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_store")]


def test_a_neighbourhood_brings_so_many_bytes_an_hour_and_reports_go_without_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "FILE_BYTES_AN_HOUR", 2 * len(LETTER))
    for place in range(2):
        assert add(fill_in(Client(REMOTE_ADDR=f"10.0.0.{place}")), upload()).status_code == 302
    late = fill_in(Client(REMOTE_ADDR="10.0.0.9"))
    answer = add(late, upload())
    assert answer.status_code == 422
    assert "letter.txt: Many files came from your network" in soup_of(answer).text
    assert "You can send the report without this one" in soup_of(answer).text
    assert not services.find(code_of(send(late))).evidence.exists()
    assert add(fill_in(Client(REMOTE_ADDR="10.0.1.9")), upload()).status_code == 302


def test_messages_count_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "FILE_BYTES_AN_HOUR", len(LETTER) - 1)
    code = code_of(send(fill_in(client)))
    told = fields_of(client.post("/report/status/", {"code": code}), "/report/status/write/")
    answer = client.post("/report/status/write/", {**told, "text": "See", "files": [upload()]})
    assert "Many files came from your network" in answer.content.decode()
    assert services.find(code).messages.count() == 1, "what was written is stored"


def test_all_drafts_together_have_a_limit_that_reports_do_not_count_for(settings: Any) -> None:
    settings.REPORT_DRAFT_FILES_BYTES = len(LETTER)
    one = fill_in(Client())
    assert add(one, upload()).status_code == 302
    other = fill_in(Client())
    assert "could not be stored just now" in add(other, upload()).content.decode()
    assert code_of(send(one))
    assert add(other, upload()).status_code == 302, "there is room again"
    assert Evidence.objects.filter(draft__isnull=False).count() == 1


def test_where_many_files_are_looked_at_one_is_told_so_and_the_report_goes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow, "WAIT_SECONDS", 0.05)
    fill_in(client)
    with slow.seat(), slow.seat():
        answer = add(client, upload())
        assert "letter.txt: Many files are being checked" in soup_of(answer).text
        assert "or go on without it" in soup_of(answer).text
        assert code_of(send(client))
