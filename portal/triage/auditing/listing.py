"""The audit as it is read: narrowed, a page at a time by its numbers, and as a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.reports.models import Report
from portal.triage.export.cells import safe
from portal.triage.models import AuditEntry
from portal.triage.records import Act

PAGE = 50
COLUMNS = ("number", "at", "act", "who", "who_name", "report_number", "detail", "seal")


def entries(*, who: str = "", act: str = "", report: str = "", begin: Any = None, end: Any = None) -> Any:
    """The newest first. ``begin`` and ``end`` are days, both counted in."""
    rows: QuerySet[AuditEntry] = AuditEntry.objects.order_by("-number")
    if act:
        rows = rows.filter(act=act)
    if report:
        known = Report.objects.filter(number=report).values_list("pk", flat=True).first()
        rows = rows.filter(report=known) if known else rows.filter(report_number=report)
    if who:
        rows = rows.filter(who__in=_people(who))
    if begin:
        rows = rows.filter(at__gte=_midnight(begin))
    if end:
        rows = rows.filter(at__lte=timezone.make_aware(datetime.combine(end, time.max)))
    return rows


def _people(typed: str) -> list[int]:
    """The numbers of accounts whose address or name holds these words, or that have this number."""
    found = Q()
    for word in typed.split():
        found &= Q(email__icontains=word) | Q(first_name__icontains=word) | Q(last_name__icontains=word)
    numbers = [int(typed)] if typed.isdecimal() and len(typed) < 19 else []
    return [*User.objects.filter(found).values_list("pk", flat=True)[:500], *numbers]


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def page_of(rows: QuerySet[AuditEntry], before: int | None) -> tuple[list[AuditEntry], int | None]:
    """A page of entries older than a number, and the number that the next page begins before."""
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].number if len(found) > PAGE else None


def in_words(detail: dict[str, Any]) -> str:
    """What an entry tells beside its act, on one line."""
    return "; ".join(f"{name}: {_plain(value)}" for name, value in detail.items())


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def newest(act: Act) -> AuditEntry | None:
    return AuditEntry.objects.filter(act=act).order_by("-number").first()


class _Line:
    """What a writer of CSV writes into, to be taken away line by line."""

    def write(self, line: str) -> str:
        return line


def as_csv(rows: QuerySet[AuditEntry]) -> Iterator[bytes]:
    """The lines of a file, with a mark of its encoding for those who open it in a sheet."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield b"\xef\xbb\xbf" + _line(writer, COLUMNS)
    for row in rows.iterator(chunk_size=2_000):
        detail = json.dumps(row.detail, ensure_ascii=False, sort_keys=True)
        told = (row.who, row.who_name, row.report_number, detail, row.seal)
        yield _line(writer, (row.number, row.at.isoformat(), row.act, *told))


def _line(writer: Any, cells: tuple[Any, ...]) -> bytes:
    line: str = writer.writerow(["" if cell is None else safe(str(cell)) for cell in cells])
    return line.encode()
