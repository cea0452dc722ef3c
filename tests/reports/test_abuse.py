"""Nobody is refused; what does not look like a person waits apart."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from portal.reports import abuse
from portal.reports.models import Report
from tests.reports.writing import code_of, fields_of, fill_in, work_done

pytestmark = pytest.mark.django_db


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abuse, "FASTEST_SECONDS", -1)


def sent(client: Client, **more: str) -> Report:
    """From a browser with scripts, by somebody who did not hurry."""
    page = fill_in(client).get("/report/review/")
    told = fields_of(page) | {"work": work_done(page)} | more
    assert code_of(client.post("/report/review/", told))
    return Report.objects.latest("sent_at")


def test_a_person_with_scripts_is_known_as_one(client: Client, unhurried: None) -> None:
    assert sent(client).is_verified


@pytest.mark.parametrize(
    "more",
    [
        {"work": ""},
        {"work": "nonsense"},
        {"work": "[]"},
        {"work": json.dumps({"algorithm": "SHA-256"})},
        {"website2": "https://spam.example"},
    ],
)
def test_what_looks_like_a_program_is_taken_all_the_same(
    client: Client, unhurried: None, more: dict[str, str]
) -> None:
    assert not sent(client, **more).is_verified


def test_what_is_written_faster_than_anybody_types_is_taken_all_the_same(client: Client) -> None:
    assert not sent(client).is_verified


def test_work_for_one_page_is_no_work_for_another(client: Client, unhurried: None) -> None:
    page = fill_in(client).get("/report/review/")
    work = work_done(page)
    client.post("/report/review/", fields_of(page) | {"work": work})
    assert not sent(Client(), work=work).is_verified


def test_thirty_people_behind_one_address_all_get_receipts(unhurried: None) -> None:
    reports = [sent(Client(REMOTE_ADDR="192.0.2.7")) for _person in range(30)]
    assert [report.is_verified for report in reports] == [True] * 20 + [False] * 10
    assert sent(Client(REMOTE_ADDR="198.51.100.7")).is_verified


def test_the_trap_is_met_by_nobody(client: Client) -> None:
    text = fill_in(client).get("/report/review/").content.decode()
    assert '<div class="not-for-people" aria-hidden="true" hidden>' in text
    assert 'tabindex="-1" autocomplete="off"' in text
