"""What keeps the service from being put up with a notice that may not be shown any more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError

from portal.reports.notices import WARN_DAYS, past_and_ending


def notices_are_valid(*, databases: Sequence[str] | None = None, **_others: Any) -> list[CheckMessage]:
    """Asks the database, so it runs where Django is told to (``check --database default``, ``migrate``)."""
    if not databases:
        return []
    try:
        past, ending = past_and_ending()
    except DatabaseError:  # before the first migration
        return []
    errors: list[CheckMessage] = [
        Error(
            f"The notice “{notice.key}” was valid until {notice.valid_until} and is still shown.",
            hint="Renew its number and day in the admin under “Report notices”, or take it down there.",
            id="reports.E001",
        )
        for notice in past
    ]
    return errors + [
        checks.Warning(
            f"The notice “{notice.key}” is valid until {notice.valid_until}, within {WARN_DAYS} days.",
            hint="Have its renewal approved.",
            id="reports.W001",
        )
        for notice in ending
    ]
