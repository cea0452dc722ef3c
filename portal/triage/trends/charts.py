"""Charts as SVG: where everything stands. A template draws it; each chart has its table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 760, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 22, 30
GAP = 0.25
"""Of the place of a column, left between two."""
LABELS = 7
BAR = 100


@dataclass(frozen=True, slots=True)
class Column:
    x: float
    y: float
    width: float
    height: float
    value: int
    words: str
    is_marked: bool = False
    is_open: bool = False
    """Its week or month goes on."""

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def above(self) -> float:
        return round(self.y - 5, 1)


@dataclass(frozen=True, slots=True)
class Line:
    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    """``key`` makes its ids unique on a page."""

    key: str
    title: str
    description: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    labels: tuple[Column, ...]
    """Columns under which their words are written."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def columns_over_time(
    key: str, title: str, description: str, told: Sequence[tuple[str, int]], *, marked: frozenset[int]
) -> Chart:
    """A column for each (words, value), the last of which goes on; ``marked`` are places that stand out."""
    top = scale(max((value for _words, value in told), default=0))
    room, place = HEIGHT - TOP - BOTTOM, (WIDTH - LEFT - RIGHT) / max(1, len(told))
    columns = tuple(
        Column(
            x=round(LEFT + number * place + place * GAP / 2, 1),
            y=round(HEIGHT - BOTTOM - room * value / top, 1),
            width=round(place * (1 - GAP), 1),
            height=round(room * value / top, 1),
            value=value,
            words=words,
            is_marked=number in marked,
            is_open=number == len(told) - 1,
        )
        for number, (words, value) in enumerate(told)
    )
    every = -(-len(columns) // LABELS)
    lines = tuple(Line(round(HEIGHT - BOTTOM - room * part / 4, 1), top * part // 4) for part in range(5))
    return Chart(key, title, description, columns, lines, columns[::-1][::every][::-1])


def scale(most: int) -> int:
    """A round number that is not below the largest value, and that four lines part evenly."""
    step = 1
    while True:
        for times in (1, 2, 5):
            if most <= 4 * step * times:
                return 4 * step * times
        step *= 10


def share(value: int, most: int) -> float:
    """How long a bar is, of `BAR`."""
    return round(BAR * value / most, 1) if most else 0.0


def spoken(numbers: Sequence[Any]) -> str:
    return ", ".join(str(number) for number in numbers)
