"""Once each working day: how many first looks are due soon or overdue, to those whose they are."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone

from portal.accounts.models import User
from portal.triage.arriving import is_working_day
from portal.triage.models import Case
from portal.triage.notifications.records import News, Notification
from portal.triage.notifications.services import tell
from portal.triage.rights import Right, may, people_with

FROM_HOUR = 7


def tell_what_is_due(now: datetime | None = None) -> int:
    """A periodic job that runs every hour and bears it. Returns how many people were told."""
    now = timezone.localtime(now)
    if now.hour < FROM_HOUR or not is_working_day(now.date()):
        return 0
    known = Notification.objects.filter(day=now.date()).values("person")
    people = people_with(Right.WORK).exclude(pk__in=known).order_by("pk")
    return sum(_tell(person, now) for person in people)


def _tell(person: User, now: datetime) -> bool:
    soon, overdue = due_for(person, now)
    if not (soon or overdue):
        return False
    try:
        with transaction.atomic():
            tell(News.DUE, [person], day=now.date(), soon=soon, overdue=overdue)
    except IntegrityError:  # another process was there first
        return False
    return True


def due_for(person: User, now: datetime) -> tuple[int, int]:
    """How many first looks a person has to see to by the end of the next working day, and overdue ones.

    Theirs are reports that they have, those of their teams that nobody has, and for leads those that nobody
    and no team has.
    """
    theirs = Q(officer=person) | Q(officer=None, team__in=person.report_teams.all())
    if may(person, Right.LEAD):
        theirs |= Q(officer=None, team=None)
    counted = Case.objects.filter(theirs, looked_at=None, look_by__lte=_end_of_soon(now)).aggregate(
        soon=Count("pk", filter=Q(look_by__gte=now)), overdue=Count("pk", filter=Q(look_by__lt=now))
    )
    return counted["soon"], counted["overdue"]


def _end_of_soon(now: datetime) -> datetime:
    day = now.date() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return now.replace(year=day.year, month=day.month, day=day.day, hour=23, minute=59, second=59)
