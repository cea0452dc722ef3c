"""Lays the map of the supply chain out: lanes by stages, as one drawing and as rows of words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LEFT, TOP, WIDE, HIGH, GAP = 120, 46, 128, 74, 12


@dataclass(frozen=True, slots=True)
class Cell:
    """One stage of one lane. ``x`` and ``y`` are its corner in the drawing, in its own units."""

    lane: str
    stage: str
    stage_name: str
    who: str
    files: str
    pays: str
    data: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Lane:
    key: str
    name: str
    intro: str
    y: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    key: str
    name: str
    x: int


@dataclass(frozen=True, slots=True)
class Map:
    lanes: tuple[Lane, ...]
    stages: tuple[Stage, ...]
    width: int
    height: int


def draw_map(lanes: Any, stages: Any, cells: Any) -> Map:
    """Lay out what editors wrote; a pair of lane and stage that nobody described stays empty."""
    told = {(cell.value["lane"], cell.value["stage"]): cell.value for cell in cells}
    across = tuple(
        Stage(stage.value["key"], stage.value["name"], LEFT + number * (WIDE + GAP))
        for number, stage in enumerate(stages)
    )
    down = []
    for number, lane in enumerate(lanes):
        y = TOP + number * (HIGH + GAP)
        row = tuple(
            _cell(lane.value["key"], stage, found, y)
            for stage in across
            if (found := told.get((lane.value["key"], stage.key)))
        )
        down.append(Lane(lane.value["key"], lane.value["name"], lane.value["intro"], y, row))
    return Map(tuple(down), across, LEFT + len(across) * (WIDE + GAP), TOP + len(down) * (HIGH + GAP))


def _cell(lane: str, stage: Stage, told: Any, y: int) -> Cell:
    words = (told["who"], told["files"], told["pays"], told["data"])
    return Cell(lane, stage.key, stage.name, *words, x=stage.x, y=y)
