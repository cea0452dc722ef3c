"""What somebody sees of the queue, and that they have seen it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.triage import audit
from portal.triage.queue.filters import Asker, FilterForm
from portal.triage.queue.finding import Found, page_of
from portal.triage.queue.patience import TooSlowError, short_transaction
from portal.triage.queue.rows import Row, rows_of
from portal.triage.records import Act


@dataclass(frozen=True, slots=True)
class Listed:
    found: Found
    rows: list[Row]


def listed(form: FilterForm, asker: Asker, *, after: str = "") -> Listed:
    """A page of a valid form. Its numbers stand in the audit, and that words were looked for; never which."""
    try:
        with short_transaction():
            found = page_of(form, asker, after=after)
            rows = rows_of(found.cases, asker.now)
            _account_for(form, asker, [row.number for row in rows])
    except TooSlowError:
        _account_for(form, asker, [])
        return Listed(Found(is_given_up=True), [])
    return Listed(found, rows)


def _account_for(form: FilterForm, asker: Asker, numbers: list[str]) -> None:
    acts: list[Any] = [(Act.SEARCHED, None, {"found": len(numbers)})] if form.asked else []
    if numbers:
        acts.append((Act.LISTED, None, {"numbers": numbers}))
    if acts:
        audit.record_all(acts, asker.user)
