"""Counts of reports for everybody, from which nobody learns whether a certain report was sent.

Rounding alone does not do that: anybody can send reports, so anybody can push a count to the edge of a step
and see on which side it falls. So each count gets a random number added: heads before the first tails of one
row of coin tosses, less those of another. By that, one report more or less makes every possible figure at
most twice as likely, whatever else somebody knows ("differential privacy": the geometric mechanism of Ghosh,
Roughgarden and Sundararajan, https://arxiv.org/abs/0811.2841, with one half as its ratio).

A report is in one count only, of its category in its quarter. A count is published once, some days after its
quarter, and stays. Whatever is made of published counts (sums, rounding) tells no more than they do.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from portal.reports.models import Report
from portal.reports.publication import PublishedCount
from portal.reports.vocabulary import CATEGORIES

QUARTERS, MONTHS = 4, 3
WAIT_DAYS = 14
"""After a quarter ends, until its counts are published."""
STEP, STEP_OF_ALL = 10, 50
"""Published counts of a category are rounded to this, and the sum of all categories to that."""
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Figure:
    """``about`` is a multiple of ``step``; nothing where there are fewer than one step."""

    label: Any
    about: int | None
    step: int = STEP


@dataclass(frozen=True, slots=True)
class Published:
    """The first and last day that is counted; ``next_on`` is when newer counts come."""

    first: date
    last: date
    next_on: date
    figures: tuple[Figure, ...]
    all: Figure


# Quarters


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return day.replace(month=(day.month - 1) // MONTHS * MONTHS + 1, day=1)


def later(quarter: date, quarters: int = 1) -> date:
    months = quarter.year * 12 + quarter.month - 1 + quarters * MONTHS
    return date(months // 12, months % 12 + 1, 1)


def newest_due(today: date) -> date:
    """The last quarter whose counts are published by today. It depends on the day and on nothing else."""
    return later(quarter_of(today - timedelta(days=WAIT_DAYS)), -1)


# Publishing


def publish(today: date | None = None) -> int:
    """Publish the counts of the last quarters, each once; a periodic job. Returns how many quarters."""
    newest = newest_due(today or timezone.localdate())
    wanted = [later(newest, -back) for back in reversed(range(QUARTERS))]
    known = set(PublishedCount.objects.filter(quarter__in=wanted).values_list("quarter", flat=True))
    missing = [quarter for quarter in wanted if quarter not in known]
    for quarter in missing:
        _publish(quarter)
    return len(missing)


@transaction.atomic
def _publish(quarter: date) -> None:
    """Also what nobody reported is published: that there is no count would tell that there is no report."""
    counted = dict.fromkeys(CATEGORIES, 0)
    rows = Report.objects.filter(sent_at__gte=_start(quarter), sent_at__lt=_start(later(quarter)))
    for category, number in rows.values_list("category").annotate(Count("pk")).order_by():
        counted[category if category in counted else OTHER] += number
    PublishedCount.objects.bulk_create(
        [
            PublishedCount(quarter=quarter, category=category, figure=number + random_number())
            for category, number in counted.items()
        ]
    )


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def random_number() -> int:
    """``k`` comes in one of ``3 * 2 ** abs(k)`` draws."""
    return heads(_coin) - heads(_coin)


def heads(toss: Callable[[], int]) -> int:
    """How often a coin shows heads (1) before tails (0)."""
    number = 0
    while toss():
        number += 1
    return number


def _coin() -> int:
    return secrets.randbits(1)


# Reading


def published(today: date | None = None) -> Published | None:
    """The sum of the last published quarters; nothing as long as there are not as many."""
    newest = newest_due(today or timezone.localdate())
    oldest = later(newest, 1 - QUARTERS)
    rows = PublishedCount.objects.filter(quarter__gte=oldest, quarter__lte=newest)
    sums = dict(rows.values_list("category").annotate(Sum("figure")).order_by())
    if rows.values("quarter").distinct().count() < QUARTERS:
        return None
    return Published(
        first=oldest,
        last=later(newest) - timedelta(days=1),
        next_on=later(newest, 2) + timedelta(days=WAIT_DAYS),
        figures=tuple(
            Figure(label, shown(sums.get(category, 0))) for category, (label, _hint) in CATEGORIES.items()
        ),
        all=Figure("", shown(sum(sums.values()), STEP_OF_ALL), STEP_OF_ALL),
    )


def shown(figure: int, step: int = STEP) -> int | None:
    """Rounded to the nearest step; nothing for fewer than one step."""
    return None if figure < step else (figure + step // 2) // step * step
