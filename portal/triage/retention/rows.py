"""The lists of reports as records officers see them: numbers, kinds and dates, nothing of what was told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.triage.models import Case, Disposal, Item, RetentionSchedule
from portal.triage.retention import due, schedules
from portal.triage.retention.due import Stop

LISTS: dict[str, tuple[Any, Callable[[], QuerySet[Case]]]] = {
    "due": (_("Due"), due.due),
    "overdue": (_("Overdue by more than a day"), due.overdue),
    "held": (_("Under a legal hold"), due.under_hold),
    "unscheduled": (_("Closed, without an approved schedule"), due.without_schedule),
}


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    kind: Any
    schedule: str
    closed_at: datetime | None
    due_at: datetime | None
    waits: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    number: str
    kind: Any
    schedule: RetentionSchedule
    closed_at: datetime
    state: Any
    why: Any


def rows_of(cases: Iterable[Case]) -> list[Row]:
    clock, kinds = due.clock(), schedules.kinds()
    return [_row(case, clock, kinds) for case in cases]


def _row(case: Case, clock: due.Clock, kinds: dict[str, Any]) -> Row:
    key = schedules.key_of(case)
    schedule = clock.get(key)
    return Row(
        number=case.report.number,
        kind=kinds.get(key, key),
        schedule=schedule.number if schedule else "",
        closed_at=case.closed_at,
        due_at=due.due_at(case, schedule) if schedule and schedule.number else None,
        waits=bool(getattr(case, "waits", False)),
    )


def items_of(disposal: Disposal) -> list[ItemRow]:
    kinds, stops = schedules.kinds(), dict(Stop.choices)
    return [
        ItemRow(
            number=item.report.number,
            kind=kinds.get(item.schedule.key, item.schedule.key),
            schedule=item.schedule,
            closed_at=item.closed_at,
            state=Item.State(item.state).label,
            why=stops.get(item.why, ""),
        )
        for item in disposal.items.select_related("report", "schedule")
    ]
