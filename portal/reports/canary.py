"""A report of nobody, sent each hour as any other is: when it does not come through, others do not either.

It is known by its category, which no form offers. As soon as it has been delivered it is opened and deleted,
so nobody of the staff ever sees it.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from portal.reports import codes, services
from portal.reports.models import Evidence, Report

ANSWERS = {"what": {"category": services.CANARY}, "who": [{"name": "Canary"}], "goods": {"what": "None"}}
LATE = timedelta(minutes=5)
SCANS_LATE = timedelta(hours=1)


def send() -> None:
    """A periodic job. One that did not come back is not followed by others."""
    if not Report.objects.filter(category=services.CANARY).exists():
        services.send_report(
            answers=ANSWERS, identity={}, token=codes.new_code(), is_verified=False, language="en"
        )


def waiting_seconds() -> float:
    """For how long the canary has been on its way; nothing when it has come through."""
    sent = Report.objects.filter(category=services.CANARY).aggregate(first=Min("sent_at"))["first"]
    return (timezone.now() - sent).total_seconds() if sent else 0.0


def alarm() -> str:
    if waiting_seconds() > LATE.total_seconds():
        return "A report that is sent each hour to try the way did not come through within five minutes."
    return ""


def scan_waiting_seconds() -> float:
    """How long the oldest file of a report waits for the scanner."""
    waiting = Evidence.objects.filter(state=Evidence.State.QUARANTINED, report__isnull=False)
    added = waiting.aggregate(first=Min("added_at"))["first"]
    return (timezone.now() - added).total_seconds() if added else 0.0


def scanner_alarm() -> str:
    if settings.REPORT_SCANNER and scan_waiting_seconds() > SCANS_LATE.total_seconds():
        return "Files of reports wait for the scanner for more than an hour."
    return ""
