"""How long reports wait: for the first look, and in each state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.reports.models import Report
from portal.reports.states import State
from portal.triage.models import Case

LOOK_BACK = timedelta(days=90)
AGES = (
    (timedelta(days=7), _("Up to a week")),
    (timedelta(days=28), _("Up to 4 weeks")),
    (timedelta(days=91), _("Up to 3 months")),
    (timedelta(days=182), _("Up to 6 months")),
    (timedelta(days=365), _("Up to a year")),
    (timedelta(days=100_000), _("More than a year")),
)


@dataclass(frozen=True, slots=True)
class FirstLooks:
    """Of the reports of the last 90 days. Times are in days; nothing where none was looked at."""

    looked: int
    in_time: int
    waiting: int
    overdue: int
    median: float | None
    most: float | None
    """What nine of ten did not exceed."""


@dataclass(frozen=True, slots=True)
class StateRow:
    label: Any
    number: int
    ages: tuple[int | None, ...]
    """As in `AGES`; nothing for what is closed."""


def first_looks(category: str = "", now: datetime | None = None) -> FirstLooks:
    now = now or timezone.now()
    cases = Case.objects.filter(report__sent_at__gte=now - LOOK_BACK)
    if category:
        cases = cases.filter(report__category=category)
    is_looked_at = Q(looked_at__isnull=False)
    counted = cases.aggregate(
        looked=Count("pk", filter=is_looked_at),
        in_time=Count("pk", filter=is_looked_at & Q(looked_at__lte=F("look_by"))),
        waiting=Count("pk", filter=~is_looked_at),
        overdue=Count("pk", filter=~is_looked_at & Q(look_by__lt=now)),
    )
    number = counted["looked"]
    waited = _waited(cases.filter(is_looked_at))
    return FirstLooks(
        **counted, median=_at(waited, number, numerator=50), most=_at(waited, number, numerator=90)
    )


def _waited(cases: QuerySet[Case]) -> QuerySet[Any, timedelta]:
    waited = ExpressionWrapper(F("looked_at") - F("report__sent_at"), output_field=DurationField())
    return cases.annotate(waited=waited).order_by("waited").values_list("waited", flat=True)


def _at(waited: QuerySet[Any, timedelta], number: int, *, numerator: int) -> float | None:
    """The smallest time that so many of a hundred did not exceed; the database sorts, one row is read."""
    if not number:
        return None
    place = -(-number * numerator // 100) - 1
    days: float = waited[place].total_seconds() / 86_400
    return round(days, 1)


def by_state(category: str = "", now: datetime | None = None) -> list[StateRow]:
    """How many reports are in each state and, of those that are open, how old they are."""
    now = now or timezone.now()
    reports = Report.objects.filter(category=category) if category else Report.objects.all()
    sums = {f"age{place}": Count("pk", filter=_of_age(place, now)) for place in range(len(AGES))}
    rows = {row["state"]: row for row in reports.order_by().values("state").annotate(n=Count("pk"), **sums)}
    return [_row(state, rows.get(state, {})) for state in State]


def _of_age(place: int, now: datetime) -> Q:
    youngest = AGES[place - 1][0] if place else timedelta(days=-1)
    return Q(sent_at__gt=now - AGES[place][0], sent_at__lte=now - youngest)


def _row(state: State, row: Mapping[str, Any]) -> StateRow:
    ages = tuple(row.get(f"age{place}", 0) for place in range(len(AGES)))
    is_closed = state == State.CLOSED
    return StateRow(state.label, row.get("n", 0), (None,) * len(AGES) if is_closed else ages)
