"""Time in the law: half-open spans of days inside, "through the last day" on paper and on screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``start`` up to but not including ``until``; ``None`` is an open end."""

    start: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.until and self.start >= self.until:
            raise ValueError(f"a span that ends before it starts: {self.start} to {self.until}")

    @classmethod
    def through(cls, first: date | None, last: date | None) -> Span:
        """A span as law writes it: both days included."""
        return cls(first, last + ONE_DAY if last else None)

    @property
    def last(self) -> date | None:
        """The last day inside, as people write it."""
        return self.until - ONE_DAY if self.until else None

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.until is None or day < self.until)

    def shared_with(self, other: Span) -> Span | None:
        """The days that are in both, if there are any."""
        starts = [span.start for span in (self, other) if span.start]
        ends = [span.until for span in (self, other) if span.until]
        start, until = max(starts, default=None), min(ends, default=None)
        return None if start and until and start >= until else Span(start, until)

    def edges(self) -> tuple[date, ...]:
        """The days on which something begins to be different."""
        return tuple(day for day in (self.start, self.until) if day)


ALWAYS = Span()


class Breaks:
    """Sorted days on which anything changes: they cut time into slices inside which nothing does."""

    __slots__ = ("days",)

    def __init__(self, days: Iterable[date]) -> None:
        self.days = tuple(sorted(set(days)))

    def index(self, day: date) -> int:
        """The number of the slice that holds ``day``; 0 is the time before the first break."""
        return bisect_right(self.days, day)

    def span(self, index: int) -> Span:
        start = self.days[index - 1] if index else None
        return Span(start, self.days[index] if index < len(self.days) else None)

    def after(self, day: date) -> tuple[date, ...]:
        return self.days[self.index(day) :]
