"""How far a report is, as its sender reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.core.cache import cache
from django.db.models import F, Min
from django.utils import timezone

from portal.reports import keeping, services
from portal.reports.models import Event, Message, Report
from portal.reports.sealing import Key
from portal.reports.states import MEANING, State

LOOK_BACK = timedelta(days=90)
FEWEST = 10
"""Of fewer reports than these nothing is said: it could be one's neighbour's."""
MOST = 2_000
KNOWN_FOR_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Told:
    """One message as it is shown."""

    is_from_staff: bool
    at: datetime
    text: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    state: Any
    meaning: Any
    is_waiting: bool
    usual_days: int | None
    messages: tuple[Told, ...]
    others: tuple[tuple[Any, Any], ...]
    """The other states and what they mean."""


def progress_of(report: Report) -> Progress:
    state = State(report.state)
    key = services.key_of(report)
    messages = tuple(
        Told(row.is_from_staff, row.at, services.opened(row, key)["text"], _files(row, key))
        for row in report.messages.prefetch_related("evidence")
    )
    return Progress(
        state=state.label,
        meaning=MEANING[state],
        is_waiting=state == State.RECEIVED,
        usual_days=usual_days(),
        messages=messages,
        others=tuple((other.label, MEANING[other]) for other in State if other != state),
    )


def _files(message: Message, key: Key) -> tuple[str, ...]:
    return tuple(keeping.told(row, key)["name"] for row in message.evidence.all())


def usual_days() -> int | None:
    """After how many days half of the newer reports were first looked at; nothing where too few were."""
    return cache.get_or_set("reports.usual_days", _counted, KNOWN_FOR_SECONDS) or None


def _counted() -> int:
    looked = (Event.Kind.MOVED, Event.Kind.ASKED)
    since = timezone.now() - LOOK_BACK
    rows = (
        Event.objects.filter(kind__in=looked, report__sent_at__gte=since)
        .values("report")
        .annotate(first=Min("at"), sent=F("report__sent_at"))
        .order_by("-sent")[:MOST]
    )
    waited = [(row["first"] - row["sent"]).total_seconds() for row in rows]
    return max(1, round(median(waited) / 86_400)) if len(waited) >= FEWEST else 0
