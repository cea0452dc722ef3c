"""The forms of an export, each written piece by piece: nothing is held in memory, nothing lies on a disk."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from portal.triage.casework.defang import defang
from portal.triage.export.cells import safe
from portal.triage.export.columns import Column, Opened
from portal.triage.export.workbook import workbook

BOM = "\ufeff"
"""By which Excel knows that the file is UTF-8."""


class Format(models.TextChoices):
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"
    JSON = "json", "JSON"


@dataclass(frozen=True, slots=True)
class Mark:
    """The watermark: ``key`` names the export in each row, ``told`` are (key, label, value) of the whole."""

    key: str
    label: str
    told: tuple[tuple[str, str, str], ...]

    @property
    def lines(self) -> list[str]:
        return [f"{label}: {value}" for _key, label, value in self.told]


def as_csv(mark: Mark, columns: Sequence[Column], rows: Iterable[Opened]) -> Iterator[bytes]:
    """First a line of the watermark, then the labels, then a line for each report."""
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield BOM.encode()
    for cells in _table(mark, columns, rows):
        writer.writerow(cells)
        yield line.getvalue().encode(errors="replace")
        line.seek(0)
        line.truncate()


def as_xlsx(mark: Mark, columns: Sequence[Column], rows: Iterable[Opened]) -> Iterator[bytes]:
    yield from workbook(_table(mark, columns, rows), title=mark.label, footer=safe(mark.lines[0]))


def as_json(mark: Mark, columns: Sequence[Column], rows: Iterable[Opened]) -> Iterator[bytes]:
    """Exactly as it was told: what reads JSON takes nothing for a formula."""
    told = {key: value for key, _label, value in mark.told}
    yield b'{"export":' + _json(told) + b',"reports":['
    for place, row in enumerate(rows):
        found = {column.key: column.value(row) for column in columns} | {"export": mark.key}
        yield (b"," if place else b"") + b"\n" + _json(found)
    yield b"\n]}\n"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode(errors="replace")


def _table(mark: Mark, columns: Sequence[Column], rows: Iterable[Opened]) -> Iterator[list[str]]:
    """Cells in which nothing is live, ours too: names of people and teams are typed as well."""
    yield [safe(line) for line in mark.lines]
    yield [*(safe(str(column.label)) for column in columns), safe(mark.label)]
    for row in rows:
        yield [*(_cell(column, row) for column in columns), mark.key]


def _cell(column: Column, row: Opened) -> str:
    """Addresses that somebody told become inert too: programs make links of what looks like one."""
    value = column.value(row)
    return safe(defang(value) if column.part else value)


WRITERS: dict[str, Callable[[Mark, Sequence[Column], Iterable[Opened]], Iterator[bytes]]] = {
    Format.CSV: as_csv,
    Format.XLSX: as_xlsx,
    Format.JSON: as_json,
}
