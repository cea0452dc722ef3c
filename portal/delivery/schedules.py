"""Which periodic jobs there are, and when each is due. A room registers its jobs in `AppConfig.ready()`:

    schedules.register("reports.purge", "portal.reports.services.purge", every(minutes=60))

A job is named by its path, because models cannot be imported yet where apps are configured.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.module_loading import import_string

Do = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Every:
    interval: timedelta

    def next_after(self, moment: datetime) -> datetime:
        return moment + self.interval


@dataclass(frozen=True, slots=True)
class Weekly:
    """Where clocks change, an hour that comes twice counts once, and one left out comes an hour later."""

    weekday: int
    hour: int

    def next_after(self, moment: datetime) -> datetime:
        zone = ZoneInfo(settings.TIME_ZONE)
        today = moment.astimezone(zone).date()
        days = (self.weekday - today.weekday()) % 7
        this, following = (
            datetime.combine(today + timedelta(days=wait), time(self.hour), zone).astimezone(UTC)
            for wait in (days, days + 7)
        )
        return this if this > moment else following


Schedule = Every | Weekly


def every(*, minutes: int) -> Every:
    """So many minutes after the last run."""
    if minutes < 1:
        raise ValueError("a job runs every minute at most")
    return Every(timedelta(minutes=minutes))


def weekly(*, weekday: int, hour: int) -> Weekly:
    """Once a week, by the clock of ``settings.TIME_ZONE``; ``weekday`` counts from Monday, which is 0."""
    if weekday not in range(7) or hour not in range(24):
        raise ValueError("a weekday is 0 (Monday) to 6, an hour 0 to 23")
    return Weekly(weekday, hour)


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    named: Do | str
    schedule: Schedule
    longest_minutes: int

    def resolve(self) -> Do:
        found: Do = import_string(self.named) if isinstance(self.named, str) else self.named
        return found


jobs: dict[str, Job] = {}


def register(name: str, do: Do | str, schedule: Schedule, *, longest_minutes: int = 15) -> None:
    """Have ``do`` run by the clock. It must bear running twice: a process can die when it is all but done.

    While a job runs no other process starts it; the claim of one that died ends after ``longest_minutes``,
    which is longer than the job ever takes.
    """
    if name in jobs:
        raise ValueError(f"there is a periodic job {name!r} already")
    jobs[name] = Job(name, do, schedule, longest_minutes)
