"""Shipments that a part of the law cannot tell apart share a key, and so an answer is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Generic, TypeVar

from portal.rules.answers import DAY, NOT_ASKED, OTHERS, TOTAL
from portal.rules.conditions import Leaf
from portal.rules.spans import Breaks
from portal.rules.variables import Grouped, Ranges, Variable, Variables

Part = TypeVar("Part")
MOST_REMEMBERED = 1_000


class Alike(Generic[Part]):
    """What was worked out for shipments, by everything that the given leaves read of them."""

    def __init__(self, leaves: Iterable[Leaf], days: Iterable[date], variables: Variables) -> None:
        read = {getattr(leaf, "fact", "") for leaf in leaves} - {"", DAY}
        if TOTAL in read:
            read.add(OTHERS)  # an unknown value's total goes by the exact amount of the other imports
        coarse = {key: variables.all[variables.index[key]] for key in read if key in variables.index}
        self._coarse: tuple[tuple[str, Variable], ...] = tuple(
            (key, variable) for key, variable in coarse.items() if isinstance(variable, Grouped | Ranges)
        )
        self._plain = tuple(sorted(read - {key for key, _variable in self._coarse}))
        self._breaks = Breaks(days)
        self._known: dict[tuple[object, ...], Part] = {}

    def of(
        self, facts: Mapping[str, object], day: date | None, as_of: date, work_out: Callable[[], Part]
    ) -> Part:
        """The part that belongs to these facts; ``work_out`` is asked only the first time.

        ``day`` is the day of arrival; where it is unknown, what follows goes by the day of asking.
        """
        get = facts.get
        key = (
            self._breaks.index(day) if day else as_of,
            *[variable.cells(get(name, NOT_ASKED)) for name, variable in self._coarse],
            *[get(name, NOT_ASKED) for name in self._plain],
        )
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            found = self._known[key] = work_out()
        return found
