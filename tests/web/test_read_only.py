"""While the site is worked on it can be read, says so, and takes reports and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from portal.accounts.models import User
from portal.reports import services
from portal.reports.models import LegalNotice
from tests.reports.writing import code_of, fields_of, fill_in, send, soup_of

pytestmark = pytest.mark.django_db
BAND = "We are working on this site."


@pytest.fixture(autouse=True)
def _read_only(settings: Any) -> None:
    settings.READ_ONLY = True


@pytest.mark.parametrize(
    "address", ["/", "/report/", "/report/what/", "/check/", "/guidance/", "/account/login/"]
)
def test_every_page_can_be_read_and_says_so(client: Client, address: str) -> None:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    assert BAND in answer.content.decode()


def test_without_the_setting_nothing_is_said(client: Client, settings: Any) -> None:
    settings.READ_ONLY = False
    assert BAND not in client.get("/report/").content.decode()


def test_a_report_is_sent_looked_up_and_answered(client: Client) -> None:
    code = code_of(send(fill_in(client)))
    found = client.post("/report/status/", {"code": code})
    told = fields_of(found, "/report/status/write/") | {"text": "More."}
    assert client.post("/report/status/write/", told).status_code == 200
    assert services.find(code).messages.count() == 1


def test_what_only_computes_is_answered(client: Client) -> None:
    answer = client.post("/api/v1/determinations", {"facts": {}}, content_type="application/json")
    assert answer.status_code != 503


@pytest.mark.parametrize(
    "address", ["/check/keep/", "/account/login/", "/staff/account/", "/staff/report-notices/", "/report"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "BREW"])
def test_nothing_else_is_changed(client: Client, address: str, method: str) -> None:
    client.force_login(User.objects.create_superuser("root@example.gov", "a long password"))
    assert client.generic(method, address).status_code in {503, 404, 301}


def test_staff_change_nothing_by_any_form(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root@example.gov", "a long password"))
    notice = LegalNotice.objects.first()
    assert notice
    address = f"/staff/snippets/reports/legalnotice/edit/{notice.pk}/"
    page = client.get(address)
    assert page.status_code == 200
    told = {field["name"]: field.get("value", "") for field in soup_of(page).select("form input[name]")}
    answer = client.post(address, told | {"title": "Changed", "text": "Changed"})
    assert answer.status_code == 503
    assert answer["Retry-After"] == "600"
    assert "Nothing can be changed just now" in answer.content.decode()
    notice.refresh_from_db()
    assert notice.title != "Changed"


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_a_method_in_a_header_changes_nothing(client: Client, header: str) -> None:
    client.force_login(User.objects.create_superuser("root@example.gov", "a long password"))
    answer = client.post("/staff/report-notices/?_method=GET", {"_method": "GET"}, headers={header: "GET"})
    assert answer.status_code in {503, 404}


def test_a_proxy_has_a_page_with_telephone_and_form_that_needs_nothing_of_ours(tmp_path: Path) -> None:
    call_command("write_fallback", str(tmp_path / "down"), verbosity=0)
    page = (tmp_path / "down/index.html").read_text()
    assert "1-800-BE-ALERT" in page
    assert 'href="report-form.pdf"' in page
    assert (tmp_path / "down/report-form.pdf").read_bytes().startswith(b"%PDF")
    assert not any(word in page for word in ("<script", "stylesheet", "<img", "/static/"))
