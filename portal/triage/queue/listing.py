"""What somebody sees of the queue, and that they have seen it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.triage import audit
from portal.triage.queue.filters import Asker, FilterForm
from portal.triage.queue.finding import Found, page_of
from portal.triage.queue.rows import Row, rows_of
from portal.triage.records import Act


@dataclass(frozen=True, slots=True)
class Listed:
    found: Found
    rows: list[Row]


def listed(form: FilterForm, asker: Asker, *, after: str = "") -> Listed:
    """A page of a valid form. Its numbers stand in the audit, and that words were looked for; never which."""
    found = page_of(form, asker, after=after)
    rows = rows_of(found.cases, asker.now)
    numbers = [row.number for row in rows]
    acts: list[Any] = [(Act.SEARCHED, None, {"found": len(numbers)})] if form.asked else []
    if numbers:
        acts.append((Act.LISTED, None, {"numbers": numbers}))
    if acts:
        audit.record_all(acts, asker.user)
    return Listed(found, rows)
