"""Which other doors are worth knowing for a report, by what it is about and who tells it.

The report is taken all the same: who wants to tell it once has told it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from portal.reports.notices import OtherDoor

ANYBODY: frozenset[str] = frozenset()
NOT_SAID = ""


class Route(NamedTuple):
    """``tellers``: relations to the accused, as the form names them; none: whoever it is."""

    category: str
    tellers: frozenset[str]
    doors: tuple[str, ...]


ROUTES = (
    Route("unsafe", ANYBODY, ("emergency", "unsafe")),
    Route("forced_labor", ANYBODY, ("forced-labor",)),
    # A case of its own is open to makers, unions and importers, not to who merely bought something.
    Route("duty_evasion", frozenset({"competitor", "worker", "partner", "trade", NOT_SAID}), ("eapa",)),
    Route("counterfeit", frozenset({"owner", NOT_SAID}), ("ipr",)),
    Route("counterfeit", frozenset({"customer"}), ("fraud",)),
    Route("seller", frozenset({"customer", NOT_SAID}), ("fraud",)),
)


def keys_for(category: str, teller: str) -> list[str]:
    """The keys of doors, in the order of the table."""
    return [
        key
        for route in ROUTES
        if route.category == category and (not route.tellers or teller in route.tellers)
        for key in route.doors
    ]


def doors_for(answers: Mapping[str, Any]) -> list[OtherDoor]:
    """The doors beside a report as far as it is written. One that staff have taken away is not shown."""
    keys = keys_for(
        answers.get("what", {}).get("category", ""), answers.get("you", {}).get("relation", NOT_SAID)
    )
    return list(OtherDoor.objects.filter(key__in=keys).order_by("position", "key")) if keys else []
