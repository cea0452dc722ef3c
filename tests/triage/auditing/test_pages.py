"""Auditors read who did what, narrow it, take it as a file, and see whether the chain holds."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.delivery.models import Delivery
from portal.triage import audit
from portal.triage.auditing import anchors, listing
from portal.triage.models import AnchorReader, AuditEntry
from portal.triage.records import Act
from tests.authoring.people import signed_in
from tests.triage.people import AUDITORS, member, officer, reported
from tests.triage.test_audit import TABLE, some_acts, unguarded

pytestmark = pytest.mark.django_db


def page(client: Client, query: str = "") -> str:
    answer = client.get(reverse("triage:audit") + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def numbers(text: str) -> list[int]:
    return [int(part.partition("<")[0]) for part in text.split("<tr> <td>")[1:]]


def auditor() -> Client:
    return signed_in(member(AUDITORS))


def lines(client: Client, query: str = "") -> list[list[str]]:
    answer: Any = client.get(reverse("triage:audit_export") + query)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_entries_are_read_page_by_page_and_none_twice() -> None:
    client, by = auditor(), officer()
    audit.record_all([(Act.NOTED, None, {}) for _time in range(2 * listing.PAGE)], by)
    first = page(client)
    seen = numbers(first)
    while "Older entries" in first:
        first = page(client, f"?before={seen[-1]}")
        seen += numbers(first)
    assert seen == list(AuditEntry.objects.order_by("-number").values_list("number", flat=True))


def test_they_are_narrowed_by_who_act_report_and_days() -> None:
    some_acts()
    client, case, by = auditor(), reported(), officer()
    mine = audit.record(Act.TAGGED, by, case.report).number
    today, yesterday = timezone.localdate(), timezone.localdate() - timedelta(days=1)
    for query in (f"who={by.email}", f"who={by.pk}", "act=tagged", f"report={case.report.number}"):
        assert numbers(page(client, f"?{query}&begin={today}&end={today}"))[0] == mine, query
    assert numbers(page(client, f"?act=tagged&who={by.first_name}+{by.last_name}")) == [mine]
    for query in ("who=nobody", "report=TVR-1", f"end={yesterday}", f"begin={today + timedelta(days=1)}"):
        assert not numbers(page(client, f"?act=tagged&{query}")), query
    for query in ("act=nothing", "begin=2026-02-30", "before=x", "before=0"):
        page(client, f"?{query}")


def test_it_says_whether_the_chain_held_when_it_was_verified_last() -> None:
    client, number = auditor(), some_acts() + 2
    assert "It was never verified." in page(client)
    anchors.verify()
    assert "entries hold" in page(client)
    unguarded(f"UPDATE {TABLE} SET act = 'noted' WHERE number = {number}")
    anchors.verify()
    assert f"the first at {number}" in page(client)


def test_verifying_and_the_mail_are_asked_for_on_the_page() -> None:
    user = member(AUDITORS)
    client = signed_in(user)
    client.post(reverse("triage:audit_verify"))
    row = Delivery.objects.get(kind=anchors.VERIFY)
    anchors.verify_for(row.payload, row.pk)
    assert AuditEntry.objects.get(act=Act.VERIFIED).who == user.pk
    client.post(reverse("triage:audit_mail"), {"wanted": "yes"})
    assert AnchorReader.objects.filter(user=user).exists()
    client.post(reverse("triage:audit_mail"), {"wanted": "no"})
    assert not AnchorReader.objects.exists()


def test_what_is_narrowed_is_taken_as_a_file_and_that_stands_in_the_audit() -> None:
    case, client = reported(), auditor()
    audit.record(Act.TAGGED, officer(), case.report, tags=["a", "ü"])
    head, row = lines(client, "?act=tagged")
    assert head == list(listing.COLUMNS)
    assert (row[2], row[5], row[6]) == ("tagged", case.report.number, '{"tags": ["a", "ü"]}')
    entry = AuditEntry.objects.get(act=Act.EXPORTED)
    assert entry.detail == {"what": "audit", "asked": {"act": "tagged"}}


def test_a_name_that_a_sheet_would_run_is_made_inert() -> None:
    user = officer()
    user.first_name, user.last_name = "=HYPERLINK(1)", ""
    user.save()
    audit.record(Act.NOTED, user)
    assert lines(auditor(), "?act=noted")[1][4] == "'=HYPERLINK(1)"
