"""One shipment out of a set of situations: an ordinary one, told so that nothing that matters is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from portal.rules.answers import CATEGORIES, DAY, OTHERS, TOTAL, VALUE, Answers, Value
from portal.rules.boxes import Boxes
from portal.rules.conditions import Unsettled
from portal.rules.diagram import Diagram
from portal.rules.possible import lists_of, meets, specimens
from portal.rules.variables import DERIVE, YES, Grouped, Listed, Ranges, Variable, Variables, YesNo

ORDINARY = ("express", "postal", "resale", "personal", "informal", "DE", "GB", "JP", "CA", "CN")
"""Taken before others: what most people ask about."""
MORE_CENTS = 50_000
ELSEWHERE = "ZZ"
"""A country of a law that lists every country it knows."""


class Specimens:
    """Picks shipments; ``countries`` and ``kinds`` are all there are, ``kinds`` of goods with their names."""

    def __init__(self, variables: Variables, countries: Iterable[str], kinds: Iterable[str]) -> None:
        self.variables = variables
        self.countries = tuple(sorted(countries, key=_ordinary_first))
        self.kinds = tuple(kinds)
        self.notes = {name.note for name in variables.index if isinstance(name, Unsettled)}

    def of(self, boxes: Boxes, wanted: Diagram, day: date) -> Answers:
        """One of the situations of a set that is not empty."""
        cells: dict[int, int] = {}
        for number in boxes.scope:
            for cell in self._in_order(self.variables.all[number]):
                left = boxes.with_cell(wanted, number, cell)
                if left is not False:
                    cells[number], wanted = cell, left
                    break
        return self._told(cells, day)

    def _in_order(self, variable: Variable) -> list[int]:
        """The cells of a variable, the most ordinary first."""
        if isinstance(variable, YesNo):
            return [DERIVE, *range(2)] if variable.derives else [0, 1]
        if isinstance(variable, Grouped):
            ranks = {cell: len(ORDINARY) for cell in range(variable.width)}
            for rank, option in enumerate(ORDINARY):
                if option in variable.cell_of or option in self.countries:
                    cell = variable.cell_of.get(option, variable.width - 1)
                    ranks[cell] = min(ranks[cell], rank)
            return sorted(ranks, key=ranks.__getitem__)
        return list(range(variable.width))

    def _told(self, cells: Mapping[int, int], day: date) -> Answers:
        told: dict[str, Value | None] = {DAY: day}
        listed: dict[str, dict[int, bool]] = {}
        ranges: dict[str, tuple[int, int | None]] = {}
        for number, cell in cells.items():
            variable = self.variables.all[number]
            match variable:
                case YesNo(key=key) if key not in self.notes:
                    if not (variable.derives and cell == DERIVE):
                        told[key] = cell == YES
                case Grouped(key=key):
                    told[key] = self._option(variable, cell)
                case Ranges(key=key):
                    ranges[key] = variable.limits(cell)
                case Listed(key=key):
                    listed.setdefault(key, {})[number] = cell == YES
        told |= _amounts(ranges)
        for key, met in listed.items():
            told[key] = self._goods(key, met)
        return told

    def _option(self, variable: Grouped, cell: int) -> str:
        named = [option for option, own in variable.cell_of.items() if own == cell]
        if named:
            return min(named, key=_ordinary_first)
        return next((country for country in self.countries if country not in variable.cell_of), ELSEWHERE)

    def _goods(self, key: str, met: Mapping[int, bool]) -> tuple[str, ...]:
        """Goods that meet just these lists: of each that is met a member that is in none that is not."""
        asked = {number: self.variables.all[number] for number in met}
        lists = {number: variable for number, variable in asked.items() if isinstance(variable, Listed)}
        unmet = [lists[number] for number, is_met in met.items() if not is_met]
        found: list[str] = []
        for number, is_met in met.items():
            if is_met and not any(meets(each, lists[number]) for each in found):
                able = [s for s in specimens(lists[number], lists) if not any(meets(s, no) for no in unmet)]
                found.append(max(able, key=lambda specimen: (len(lists_of(specimen, lists)), specimen)))
        if not found and key == CATEGORIES:
            found = [kind for kind in self.kinds if not any(meets(kind, no) for no in unmet)][:1]
        return tuple(found)


def _amounts(ranges: Mapping[str, tuple[int, int | None]]) -> dict[str, Value | None]:
    """Amounts inside their ranges; the day's total is told as the other imports of the day."""
    told: dict[str, Value | None] = {}
    low, high = ranges.get(VALUE, (0, None))
    total_low, total_high = ranges.get(TOTAL, (0, None))
    tops = [top for top in (high, total_high) if top is not None]
    value = min(tops) if tops else max(low, total_low) - 1 + MORE_CENTS if max(low, total_low) else MORE_CENTS
    value = max(value, low)
    if TOTAL in ranges:
        told[OTHERS] = max(total_low - value, 0)
    if VALUE in ranges or TOTAL in ranges:
        told[VALUE] = value
    for key, (least, most) in ranges.items():
        if key not in (VALUE, TOTAL):
            told.setdefault(key, most if most is not None else least)
    return told


def _ordinary_first(option: str) -> tuple[int, str]:
    return (ORDINARY.index(option) if option in ORDINARY else len(ORDINARY), option)
