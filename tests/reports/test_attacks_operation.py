"""What was tried by hand against the operators' side: numbers, the canary, read-only, quotas. Tried again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from portal.reports import canary, pages, services
from portal.reports.models import Report
from portal.web import metrics, slow
from tests.reports.test_files import LETTER, add, upload
from tests.reports.writing import GOODS, WHAT, WHO, code_of, fields_of, fill_in, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_store")]
TOKEN = "t" * 32


def test_a_report_of_the_canarys_kind_cannot_be_sent_to_have_it_deleted(client: Client) -> None:
    told = {"category": services.CANARY, "story": "Delete me"}
    assert client.post("/report/what/", told).status_code == 422
    fill_in(client, {"who": WHO, "goods": GOODS})
    page = client.get("/report/review/")
    answer = client.post("/report/review/", fields_of(page) if page.context["report"] else {})
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_nobody_looks_the_canary_up(client: Client, settings: Any) -> None:
    canary.send()
    number = Report.objects.get().number
    assert client.post("/report/status/", {"code": number}).status_code == 422


def test_numbers_of_one_report_tell_nothing_that_was_told(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    report = services.find(code_of(send(fill_in(client))))
    told = client.get("/healthz/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    for secret in (report.number, report.category, WHAT["story"], str(report.pk), "127.0.0.1"):
        assert secret not in told


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_the_numbers_are_only_read(client: Client, settings: Any, method: str) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = getattr(client, method)("/healthz/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code in {403, 405}


@pytest.mark.parametrize(
    "address", ["/healthz/metrics/", "/healthz//metrics", "/HEALTHZ/metrics", "/healthz/"]
)
def test_no_other_address_leads_to_them(client: Client, settings: Any, address: str) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert client.get(address, headers={"Authorization": f"Bearer {TOKEN}"}).status_code in {301, 404}


def test_a_token_is_told_to_no_page_of_another_site(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    asked = {"Authorization": f"Bearer {TOKEN}", "Origin": "https://evil.example"}
    answer = client.get("/healthz/metrics", headers=asked)
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert metrics._gauges


@pytest.mark.parametrize(
    "address",
    ["/report/../staff/", "/report/%2e%2e/check/keep/", "/api/../staff/", "/api/%2e%2e/account/login/"],
)
def test_read_only_is_not_left_by_a_path_that_begins_like_a_report(
    client: Client, settings: Any, address: str
) -> None:
    settings.READ_ONLY = True
    assert client.post(address, {"keep": "1"}).status_code in {404, 503}


def test_a_quota_is_not_evaded_by_forged_addresses(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "FILE_BYTES_AN_HOUR", len(LETTER))
    fill_in(client)
    assert add(client, upload()).status_code == 302
    told = {"files": [upload("other.txt")], "then": "stay"}
    forged = client.post("/report/evidence/", told, headers={"X-Forwarded-For": "203.0.113.9"})
    assert forged.status_code == 422
    begun_anew = fill_in(Client())
    assert add(begun_anew, upload()).status_code == 422


def test_refused_files_and_broken_ones_give_their_seats_back(client: Client) -> None:
    fill_in(client)
    for place in range(slow.AT_ONCE + 2):
        add(client, upload(f"{place}.pdf", b"%PDF-1.7 broken"), upload(f"{place}.exe", b"MZ"))
    assert add(client, upload()).status_code == 302
