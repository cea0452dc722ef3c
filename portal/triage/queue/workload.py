"""How much waits for whom: by team and by officer, counted with one query."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from portal.triage.models import Case
from portal.triage.queue.choices import OFFICER, TEAM, Choices
from portal.triage.queue.filters import (
    NOBODY,
    OPEN_STATES,
    OVERDUE,
    WEEK,
    Asker,
    end_of_week,
)

COUNTED = ("open", "unread", "overdue", "week")
FILTERS: dict[str, dict[str, str]] = {
    "open": {},
    "unread": {"unread": "on"},
    "overdue": {"due": OVERDUE},
    "week": {"due": WEEK},
}


@dataclass(slots=True)
class Load:
    """Of one team or officer; of nobody where ``key`` is ``none``."""

    kind: str
    key: str
    name: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def cells(self) -> list[tuple[str, int, str]]:
        """What is counted, how much, and where in the queue it is seen."""
        return [
            (
                what,
                self.counts[what],
                f"{reverse('triage:queue')}?{urlencode({self.kind: self.key} | FILTERS[what])}",
            )
            for what in COUNTED
        ]


def workload(asker: Asker, offered: Choices) -> dict[str, list[Load]]:
    """By team and by officer, those without work too, and last what nobody has."""
    found: dict[str, dict[str, Load]] = {TEAM: {}, OFFICER: {}}
    for kind, loads in found.items():
        loads.update({key: Load(kind, key, name) for key, name in offered[kind]})
    for row in _rows(asker):
        for kind, loads in found.items():
            key = str(row[kind] or NOBODY)
            load = loads.setdefault(key, Load(kind, key, _name(row, kind)))
            load.counts.update({what: row[what] for what in COUNTED})
    return {
        kind: sorted(loads.values(), key=lambda load: (load.key == NOBODY, load.name.casefold()))
        for kind, loads in found.items()
    }


def _rows(asker: Asker) -> list[dict[str, Any]]:
    is_open, waits = Q(report__state__in=OPEN_STATES), Q(looked_at=None)
    week = waits & Q(look_by__gte=asker.now, look_by__lte=end_of_week(asker.now))
    counted = {
        "open": Count("pk", filter=is_open),
        "unread": Count("pk", filter=Q(has_news=True)),
        "overdue": Count("pk", filter=waits & Q(look_by__lt=asker.now)),
        "week": Count("pk", filter=week),
    }
    # What was closed waits too, once its sender has written again.
    work = Case.objects.filter(is_open | Q(has_news=True)).order_by()
    return list(work.values(TEAM, OFFICER, "team__name", "officer__email").annotate(**counted))


def _name(row: dict[str, Any], kind: str) -> str:
    """Of a team or person that is not offered any more, and yet has work."""
    return str(row["team__name" if kind == TEAM else "officer__email"] or "")
