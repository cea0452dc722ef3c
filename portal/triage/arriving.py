"""A report arrives in the queue, and news from its sender does: in the transaction that says so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import holidays
from django.conf import settings
from django.utils import timezone

from portal.delivery.services import post
from portal.reports.models import Event, Report
from portal.reports.states import State
from portal.triage.models import Case, Moved
from portal.triage.states import Action

INDEX = "triage.index"
AT_ONCE = 1_000
SATURDAY = 5
OFFICE_IS_CLOSED = holidays.country_holidays("US")
"""Federal holidays, also when they are observed on another day."""


def arrive(report: Report) -> Case:
    """Open the case of a report; the one that it has, where it has one."""
    case, is_new = Case.objects.get_or_create(
        report=report, defaults={"look_by": look_by(report.sent_at), "news_at": report.sent_at}
    )
    if is_new:
        post_index(report)
    return case


def post_index(report: Report) -> None:
    """Have what it is found by made anew, in the transaction in which somebody wrote on it."""
    post(INDEX, {"report": str(report.pk)})


def report_arrived(sender: Any, report: Report, **kwargs: Any) -> None:
    arrive(report)


def sender_wrote(sender: Any, report: Report, before: str, **kwargs: Any) -> None:
    """Mark the case unread, and note that the report waits for its sender no longer."""
    case = arrive(report)
    Case.objects.filter(pk=case.pk).update(has_news=True, news_at=timezone.now(), version=case.version + 1)
    if before == State.ASKED and report.state == State.IN_REVIEW:
        Moved.objects.create(case=case, action=Action.ANSWERED, before=before, after=report.state)
    post_index(report)


def arrive_all() -> int:
    """Open what is missing: cases of reports from before there were cases. Returns how many."""
    waiting = Report.objects.filter(case=None, events__kind=Event.Kind.ARRIVED).distinct()[:AT_ONCE]
    return len([arrive(report) for report in waiting])


def look_by(sent_at: datetime) -> datetime:
    """Until when somebody has to have looked: the end of the last of so many working days."""
    local = timezone.localtime(sent_at)
    day = local.date()
    for _working_day in range(settings.TRIAGE_FIRST_LOOK_DAYS):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return local.replace(year=day.year, month=day.month, day=day.day, hour=23, minute=59, second=59)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in OFFICE_IS_CLOSED
