"""The files of a draft, as their sender sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.reports import drafts, keeping
from portal.reports.evidence.findings import Caution, Trace
from portal.reports.evidence.wording import sentence
from portal.reports.flow import Flow
from portal.reports.models import Evidence


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as its sender sees it: what was removed, what stays, and by what it is known on the receipt."""

    pk: str
    name: str
    size_bytes: int
    mark: str
    removed: tuple[str, ...]
    cautions: tuple[str, ...]


def files_of(flow: Flow) -> list[FileRow]:
    if not flow.is_open:
        return []
    try:
        draft, key = drafts.held(flow.code)
    except drafts.NoDraftError:  # sent or discarded since the page was asked for
        return []
    return [_row(row, keeping.told(row, key)) for row in draft.evidence.order_by("added_at", "pk")]


def _row(row: Evidence, told: dict[str, Any]) -> FileRow:
    return FileRow(
        pk=str(row.pk),
        name=told["name"],
        size_bytes=row.size_bytes,
        mark=told["sha256"][:8],
        removed=tuple(sentence(Trace(name)) for name in told["removed"]),
        cautions=tuple(sentence(Caution(name)) for name in told["cautions"]),
    )
