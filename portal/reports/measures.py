"""Numbers about reports for those who operate the service. Counts and ages alone, nothing of any one."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Min, QuerySet, Sum
from django.utils import timezone

from portal.reports import canary, services
from portal.reports.models import Draft, Evidence, Report
from portal.reports.states import State
from portal.web import metrics

HOUR = timedelta(hours=1)


def _reports() -> QuerySet[Report]:
    return Report.objects.exclude(category=services.CANARY)


def sent_in_hour() -> float:
    return _reports().filter(sent_at__gte=timezone.now() - HOUR).count()


def unread_seconds() -> float:
    """How long the oldest report waits that nobody has looked at."""
    sent = _reports().filter(state=State.RECEIVED).aggregate(first=Min("sent_at"))["first"]
    return (timezone.now() - sent).total_seconds() if sent else 0.0


def draft_file_bytes() -> float:
    return Evidence.objects.filter(draft__isnull=False).aggregate(size=Sum("size_bytes"))["size"] or 0


def register() -> None:
    """Called where the room is configured."""
    metrics.register("reports_sent_last_hour", "Reports sent in the last hour.", sent_in_hour)
    metrics.register("reports_unread_seconds", "Age of the oldest report not looked at.", unread_seconds)
    metrics.register("reports_scan_seconds", "Age of the oldest unscanned file.", canary.scan_waiting_seconds)
    metrics.register("reports_canary_seconds", "How long the canary is on its way.", canary.waiting_seconds)
    metrics.register("reports_drafts", "Drafts.", Draft.objects.count)
    metrics.register("reports_draft_file_bytes", "Bytes of files in drafts.", draft_file_bytes)
