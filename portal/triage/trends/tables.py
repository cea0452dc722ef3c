"""What was counted, in words: the rows of each table, with what is more than usual said in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.triage.trends.charts import Chart, columns_over_time, share
from portal.triage.trends.counting import Counted, Counts, Unit
from portal.triage.trends.rises import BEFORE, Rise, rise_in

MOST = 15
"""Rows of a table; the others are one row."""


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    total: int
    last: int
    usual: float
    bar: float
    rise: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    title: Any
    rows: tuple[Row, ...]
    others: int = 0
    """How many reports the rows say nothing of."""


def table(
    key: str, title: Any, counts: Counts, labels: Mapping[Any, Any], *, starts: Sequence[date], unit: str
) -> Table:
    """The largest first; what is unusual is never among those that are left out."""
    most = max((sum(numbers) for numbers in counts.values()), default=0)
    ordered = sorted(counts.items(), key=lambda item: (-sum(item[1]), str(labels.get(item[0], item[0]))))
    rows: list[Row] = []
    left = 0
    for what, numbers in ordered:
        row = row_of(_label(what, labels), numbers, most, starts, unit)
        if len(rows) < MOST or row.rise:
            rows.append(row)
        else:
            left += row.total
    return Table(key, title, tuple(rows), left)


def row_of(label: str, numbers: Sequence[int], most: int, starts: Sequence[date], unit: str) -> Row:
    whole = numbers[:-1]
    before = whole[-BEFORE - 1 : -1]
    rise = rise_in(whole)
    return Row(
        label=label,
        total=sum(numbers),
        last=whole[-1] if whole else 0,
        usual=round(sum(before) / len(before), 1) if before else 0.0,
        bar=share(sum(numbers), most),
        rise=sentence(rise, starts[-2], unit) if rise else "",
    )


def sentence(rise: Rise, start: date, unit: str) -> str:
    """With the numbers that it rests on."""
    told = {
        "now": rise.now,
        "day": date_format(start, "DATE_FORMAT"),
        "month": date_format(start, "YEAR_MONTH_FORMAT"),
        "before": rise.before,
        "usual": f"{rise.usual:.1f}",
        "periods": BEFORE,
    }
    if unit == Unit.MONTH:
        return (
            _(
                "%(now)s in %(month)s. In the %(periods)s months before there were %(before)s, "
                "%(usual)s a month. By chance, so many come less than once in 1,000 months."
            )
            % told
        )
    return (
        _(
            "%(now)s in the week of %(day)s. In the %(periods)s weeks before there were %(before)s, "
            "%(usual)s a week. By chance, so many come less than once in 1,000 weeks."
        )
        % told
    )


def over_time(counted: Counted, unit: str) -> Chart:
    totals, starts = counted.totals, counted.starts
    form = "MONTH_DAY_FORMAT" if unit == Unit.WEEK else "YEAR_MONTH_FORMAT"
    marked = {place for place in range(BEFORE, len(totals) - 1) if rise_in(totals[: place + 1]) is not None}
    least, most = min(totals), max(totals)
    title = _("Reports by week") if unit == Unit.WEEK else _("Reports by month")
    description = ngettext(
        "Columns from %(first)s to %(last)s. Between %(least)s and %(most)s reports; "
        "%(marked)s column is unusual.",
        "Columns from %(first)s to %(last)s. Between %(least)s and %(most)s reports; "
        "%(marked)s columns are unusual.",
        len(marked),
    ) % {
        "first": date_format(starts[0], "DATE_FORMAT"),
        "last": date_format(starts[-1], "DATE_FORMAT"),
        "least": least,
        "most": most,
        "marked": len(marked),
    }
    told = [(date_format(start, form), total) for start, total in zip(starts, totals, strict=True)]
    return columns_over_time("time", title, description, told, marked=frozenset(marked))


def _label(what: Any, labels: Mapping[Any, Any]) -> str:
    found = labels.get(what, what)
    return str(found[0] if isinstance(found, tuple) else found)
