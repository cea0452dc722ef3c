"""Records officers see what is due, propose, approve, hold and certify in the admin, without any content."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.triage.models import Disposal, LegalHold, RetentionSchedule
from portal.triage.retention import due
from tests.authoring.people import signed_in
from tests.triage.people import RECORDS_OFFICERS, member
from tests.triage.retention.keeping import (
    REASON,
    approved_schedule,
    carry_out,
    certificate,
    closed,
    hold,
    is_gone,
    proposed,
    records_officer,
)

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: Any, query: str = "") -> str:
    answer = client.get(reverse(f"triage:{name}", args=args) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def send(client: Client, name: str, *args: Any, **told: Any) -> str:
    answer = client.post(reverse(f"triage:{name}", args=args), told, follow=True)
    return " ".join(answer.content.decode().split())


def test_two_officers_dispose_of_a_report_from_the_list_to_the_certificate() -> None:
    approved_schedule()
    case = closed()
    one, other = signed_in(records_officer()), signed_in(records_officer())
    assert case.report.number in page(one, "records")
    assert "Another records officer has to approve" in send(one, "records", number=[case.report.number])
    disposal = Disposal.objects.get()
    assert "You proposed this yourself" in page(one, "disposal", disposal.pk)
    assert "Somebody else has to approve it" in send(one, "disposal_approve", disposal.pk)
    assert "carried out now" in send(other, "disposal_approve", disposal.pk)
    carry_out()
    assert is_gone(case)
    text = page(other, "certificate", disposal.certificate.number)
    for told in (case.report.number, "A-1", "The seal holds", str(disposal.proposed_by), "Backups"):
        assert told in text
    assert disposal.certificate.number in page(one, "disposals")


def test_the_certificate_is_a_pdf_to_keep() -> None:
    made = certificate()
    answer = signed_in(records_officer()).get(reverse("triage:certificate_pdf", args=[made.number]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_what_cannot_go_is_not_proposed_and_it_is_said_why() -> None:
    approved_schedule()
    case, client = closed(), signed_in(records_officer())
    hold(case)
    assert "It is under a legal hold" in send(client, "records", number=[case.report.number])
    assert "Tick some reports" in send(client, "records")
    assert "There is no report of this number" in send(client, "records", number=["TVR-1"])
    assert not Disposal.objects.exists()


@pytest.mark.parametrize("which", ["due", "overdue", "held", "unscheduled", "nothing of that kind"])
def test_each_list_shows_what_it_counts(which: str) -> None:
    approved_schedule()
    overdue, held, unscheduled = closed(), closed(), closed(what={"category": "origin", "story": "x"})
    hold(held)
    wanted = {"due": overdue, "overdue": overdue, "held": held, "unscheduled": unscheduled}
    text = page(signed_in(records_officer()), "records", query=f"?list={which}")
    case = wanted.get(which, overdue)
    assert case.report.number in text
    for other in {overdue, held, unscheduled} - {case}:
        assert other.report.number not in text


def test_an_installation_begins_without_a_schedule_and_says_so() -> None:
    assert not RetentionSchedule.objects.exists()
    assert "Not approved: nothing is disposed of." in page(signed_in(records_officer()), "schedule")


def test_a_row_of_the_schedule_is_added_with_its_source() -> None:
    client, today = signed_in(records_officer()), timezone.localdate().isoformat()
    told = {"key": "origin", "number": "A-2", "kept_days": "10", "source": "Letter 7", "valid_from": today}
    assert "required" in send(client, "schedule", **(told | {"source": ""}))
    assert "valid choice" in send(client, "schedule", **(told | {"key": "nothing"}))
    assert "The row is added" in send(client, "schedule", **told)
    assert due.clock()["origin"].number == "A-2"


def test_a_hold_is_put_and_lifted() -> None:
    case, client = closed(), signed_in(records_officer())
    told = {"matter": "Matter 7", "reason": REASON, "numbers": f"{case.report.number.lower()}, "}
    assert "There is no report of this number" in send(client, "hold_add", **(told | {"numbers": "TVR-9"}))
    assert "at least one report" in send(client, "hold_add", **(told | {"numbers": " , "}))
    assert "kept until the hold is lifted" in send(client, "hold_add", **told)
    made = LegalHold.objects.get()
    assert REASON in page(client, "hold", made.pk)
    assert "Matter 7" in page(client, "holds")
    assert "The hold is lifted" in send(client, "hold_lift", made.pk)
    assert not due.is_held(case.pk)


def test_declining_and_answering_twice_are_told() -> None:
    approved_schedule()
    disposal, client = proposed(closed()), signed_in(records_officer())
    assert "Nothing is disposed of" in send(client, "disposal_decline", disposal.pk)
    for name in ("disposal_approve", "disposal_decline"):
        assert "approved or declined already" in send(client, name, disposal.pk)


def test_the_menu_leads_records_officers_to_their_pages() -> None:
    text = page(signed_in(member(RECORDS_OFFICERS)), "records")
    assert reverse("triage:records") in text
    assert reverse("triage:audit") not in text
