"""Counts of reports over weeks or months. No report is opened, and what is kept for a while are digests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.core.cache import cache
from django.db import models
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth, TruncWeek
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.reports.models import Report
from portal.triage.models import Term
from portal.triage.trends.facts import FIRM, MODE, ORIGIN
from portal.triage.trends.rises import FEWEST

SHOWN = {"week": 26, "month": 24}
"""How many weeks or months are counted, the one that goes on with them."""
MOST_FIRMS = 25
FEWEST_OF_A_FIRM = 2
KEPT_SECONDS = 600
Counts = dict[Any, list[int]]
"""For each thing that is counted, as many numbers as there are weeks or months."""


class Unit(models.TextChoices):
    WEEK = "week", _("Weeks")
    MONTH = "month", _("Months")


@dataclass(frozen=True, slots=True)
class Counted:
    """Firms are only those that several reports name, and those of many lately."""

    starts: tuple[date, ...]
    categories: Counts
    origins: Counts
    modes: Counts
    firms: Counts

    @property
    def totals(self) -> list[int]:
        columns = zip(*self.categories.values(), strict=True)
        return [sum(column) for column in columns] or [0] * len(self.starts)


def counted(unit: str, category: str = "", today: date | None = None) -> Counted:
    """Of all reports or of a category; the same for some minutes."""
    day = today or timezone.localdate()
    key = f"triage.trends.{unit}.{category}.{day:%Y%m%d}"
    return cast("Counted", cache.get_or_set(key, lambda: _counted(unit, category, day), KEPT_SECONDS))


def starts_of(unit: str, day: date) -> tuple[date, ...]:
    """The first days of the last weeks or months, the one that goes on last."""
    if unit == Unit.WEEK:
        this = day - timedelta(days=day.weekday())
        return tuple(this - timedelta(weeks=back) for back in reversed(range(SHOWN[unit])))
    months = day.year * 12 + day.month - 1
    return tuple(
        date((months - back) // 12, (months - back) % 12 + 1, 1) for back in reversed(range(SHOWN[unit]))
    )


def _counted(unit: str, category: str, day: date) -> Counted:
    starts = starts_of(unit, day)
    of_reports = {"sent_at__gte": _midnight(starts[0])} | ({"category": category} if category else {})
    reports = Report.objects.filter(**of_reports)
    terms = Term.objects.filter(**{f"case__report__{name}": value for name, value in of_reports.items()})
    return Counted(
        starts,
        _series(reports, "category", "sent_at", unit, starts),
        _of_kind(terms, ORIGIN, unit, starts),
        _of_kind(terms, MODE, unit, starts),
        _firms(terms, unit, starts),
    )


def _of_kind(terms: QuerySet[Term], kind: int, unit: str, starts: Sequence[date]) -> Counts:
    return _series(terms.filter(kind=kind), "value", "case__report__sent_at", unit, starts)


def _firms(terms: QuerySet[Term], unit: str, starts: Sequence[date]) -> Counts:
    """Too many to count all of them by weeks: first those that matter are looked for."""
    firms = terms.filter(kind=FIRM)
    most = _most(firms, FEWEST_OF_A_FIRM)
    if len(starts) > 1:
        lately = {"gte": _midnight(starts[-2]), "lt": _midnight(starts[-1])}
        last = firms.filter(**{f"case__report__sent_at__{way}": when for way, when in lately.items()})
        most |= _most(last, FEWEST)
    return _of_kind(firms.filter(value__in=most), FIRM, unit, starts) if most else {}


def _most(firms: QuerySet[Term], fewest: int) -> set[int]:
    rows = firms.values("value").annotate(n=Count("pk")).filter(n__gte=fewest).order_by("-n", "value")
    return {row["value"] for row in rows[:MOST_FIRMS]}


def _series(rows: QuerySet[Any], by: str, at: str, unit: str, starts: Sequence[date]) -> Counts:
    cut = TruncWeek(at) if unit == Unit.WEEK else TruncMonth(at)
    place = {start: number for number, start in enumerate(starts)}
    found: Counts = defaultdict(lambda: [0] * len(starts))
    for what, when, number in _grouped(rows, by, cut):
        if when in place:
            found[what][place[when]] += number
    return dict(found)


def _grouped(rows: QuerySet[Any], by: str, cut: Any) -> Iterable[tuple[Any, date, int]]:
    grouped = rows.annotate(when=cut).values_list(by, "when").annotate(Count("pk")).order_by()
    for what, when, number in grouped:
        yield what, timezone.localdate(when), number


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
