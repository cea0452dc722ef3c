"""A page of the queue: its cases by key, how many there are, and phrases looked for in what is opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime

from portal.reports.models import Evidence
from portal.triage.models import Case
from portal.triage.queue.asked import holds
from portal.triage.queue.filters import DEADLINE, NEWEST, NEWS, OLDEST, Asker, FilterForm
from portal.triage.told import told_all

PAGE, COUNTED = 50, 1_000
OPENED = 200
"""How many reports are opened at most, for one page, to see whether a phrase stands in them."""
KEYS = {
    NEWS: ("news_at", True),
    NEWEST: ("report__sent_at", True),
    OLDEST: ("report__sent_at", False),
    DEADLINE: ("look_by", False),
}
"""By which column each order goes, and whether backwards."""
BETWEEN = "~"
FILES = Coalesce(
    Subquery(
        Evidence.objects.filter(report=OuterRef("pk"))
        .order_by()
        .values("report")
        .annotate(count=Count("pk"))
        .values("count")
    ),
    0,
)


@dataclass(slots=True)
class Found:
    """``count`` is None where there are more than `COUNTED`, and of phrases, which are counted by nobody."""

    cases: list[Case] = field(default_factory=list)
    count: int | None = 0
    after: str = ""
    """The key of the next page; empty on the last."""
    opened: int = 0
    """How many reports were opened to look for a phrase."""
    is_given_up: bool = False
    """It took too long."""


def keys_for(form: FilterForm, asker: Asker) -> QuerySet[Case]:
    """All that the filters let through, in their order. Phrases are not looked at here."""
    column, is_backwards = KEYS[form.order]
    sign = "-" if is_backwards else ""
    return Case.objects.filter(form.condition(asker)).order_by(f"{sign}{column}", f"{sign}pk")


def cases_for(form: FilterForm, asker: Asker, *, most: int) -> list[Case]:
    """The first of them, whole."""
    return _whole([case.pk for case in keys_for(form, asker).only("pk")[:most]])


def page_of(form: FilterForm, asker: Asker, *, after: str = "") -> Found:
    rows = keys_for(form, asker)
    here = rows.filter(_beyond(form.order, after)).only("pk")
    if form.asked and form.asked.phrases:
        return _with_phrases(form, _whole([case.pk for case in here[: OPENED + 1]]))
    keys = [case.pk for case in here[: PAGE + 1]]
    cases = _whole(keys[:PAGE])
    found = Found(cases, len(keys) if not after and len(keys) <= PAGE else None)
    if len(keys) > PAGE:
        found.after = key_of(form.order, cases[-1])
    if found.count is None:
        found.count = counted(rows)
    return found


def _whole(keys: list[UUID]) -> list[Case]:
    """In the same order. The keys are found first and by themselves, because reports are wide rows."""
    rows = Case.objects.filter(pk__in=keys).select_related("report", "officer", "team", "office")
    found = {case.pk: case for case in rows.annotate(files=FILES).prefetch_related("tags")}
    return [found[key] for key in keys if key in found]


def counted(rows: QuerySet[Case]) -> int | None:
    """How many; None for more than `COUNTED`."""
    count = rows.order_by()[: COUNTED + 1].count()
    return count if count <= COUNTED else None


def _with_phrases(form: FilterForm, candidates: list[Case]) -> Found:
    is_more = len(candidates) > OPENED
    candidates = candidates[:OPENED]
    cases = with_phrases(form, candidates)
    found = Found(cases[:PAGE], None, opened=len(candidates))
    if len(cases) > PAGE:
        found.after = key_of(form.order, found.cases[-1])
    elif is_more:
        found.after = key_of(form.order, candidates[-1])
    return found


def with_phrases(form: FilterForm, candidates: list[Case]) -> list[Case]:
    """Those in which each phrase really stands."""
    if not (form.asked and form.asked.phrases and candidates):
        return candidates
    told = told_all(candidates)
    phrases = form.asked.phrases
    return [case for case in candidates if case.pk in told and holds(told[case.pk].texts(), phrases)]


# The key of a page: what its last case has in the order's column, and the case itself


def key_of(order: str, case: Case) -> str:
    value: Any = case
    for name in KEYS[order][0].split("__"):
        value = getattr(value, name)
    return f"{value.isoformat()}{BETWEEN}{case.pk.hex}"


def _beyond(order: str, after: str) -> Q:
    """Whatever comes after this key; everything where it is none. Said twice, so that an index is used."""
    read = _read(after)
    if read is None:
        return Q()
    column, is_backwards = KEYS[order]
    way = "lt" if is_backwards else "gt"
    value, pk = read
    return Q(**{f"{column}__{way}e": value}) & (
        Q(**{f"{column}__{way}": value}) | Q(**{column: value, f"pk__{way}": pk})
    )


def _read(after: str) -> tuple[datetime, UUID] | None:
    when, _between, pk = after.partition(BETWEEN)
    try:
        value, key = parse_datetime(when), UUID(hex=pk)
        return (value.astimezone(UTC), key) if value and value.tzinfo else None
    except (ValueError, OverflowError):
        return None
