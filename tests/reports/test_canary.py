"""Each hour a report of nobody goes the whole way; when it does not, the operators hear of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.delivery.models import Delivery, State
from portal.delivery.relay import Relay
from portal.reports import canary, measures, services
from portal.reports.evidence.limits import MB
from portal.reports.forms import CATEGORIES
from portal.reports.models import Event, Report
from tests.reports.test_reports import sent

pytestmark = pytest.mark.django_db


def test_it_goes_the_way_of_every_report_and_leaves_nothing() -> None:
    canary.send()
    assert Report.objects.count() == 1
    assert canary.waiting_seconds() > 0
    Relay().once()
    assert not Report.objects.exists()
    assert not Event.objects.exists()
    assert Delivery.objects.get(kind=services.SENT).state == State.DONE
    assert canary.waiting_seconds() == 0
    assert canary.alarm() == ""


def test_one_that_does_not_come_back_is_told_and_followed_by_no_other() -> None:
    for _hour in range(3):
        canary.send()
    assert Report.objects.count() == 1
    assert canary.alarm() == ""
    Report.objects.update(sent_at=timezone.now() - timedelta(minutes=6))
    assert "did not come through" in canary.alarm()


def test_one_that_does_not_open_does_not_count_as_through() -> None:
    canary.send()
    Report.objects.update(sealed=b"spoiled")
    Relay().once()
    assert Report.objects.exists()
    assert Delivery.objects.get(kind=services.SENT).error == "CannotOpenError"


def test_nobody_can_send_one_or_counts_it() -> None:
    assert services.CANARY not in CATEGORIES
    canary.send()
    assert measures.sent_in_hour() == 0
    assert measures.unread_seconds() == 0
    receipt = sent()
    assert measures.sent_in_hour() == 1
    Relay().once()
    assert services.find(receipt.code), "a report of somebody is never deleted by this"


def test_files_that_wait_for_a_scanner_are_told_where_there_is_one(settings: Any) -> None:
    report = services.find(sent().code)
    long_ago = timezone.now() - timedelta(hours=2)
    report.evidence.create(size_bytes=MB, sealed=b"x", sealed_key=b"x", added_at=long_ago)
    assert canary.scan_waiting_seconds() > 7_000
    assert canary.scanner_alarm() == ""
    settings.REPORT_SCANNER = "unix:/nowhere"
    assert "for more than an hour" in canary.scanner_alarm()
