"""Cells of variables as the conditions that people read: amounts between figures, members of a list."""

from __future__ import annotations

from collections.abc import Iterable

from portal.rules.boxes import Restriction
from portal.rules.conditions import Unsettled
from portal.rules.difference import Among, Between, Meets, Part, Read, Told
from portal.rules.variables import DERIVE, YES, Grouped, Listed, Ranges, Variables, YesNo

ANSWERS = {DERIVE: None, YES: True}


def parts_of(restriction: Restriction, variables: Variables) -> tuple[Part, ...]:
    """Each restricted variable as one condition, in the order of asking."""
    notes = {name.note for name in variables.index if isinstance(name, Unsettled)}
    return tuple(_part(variables, notes, number, restriction[number]) for number in sorted(restriction))


def _part(variables: Variables, notes: set[str], number: int, cells: frozenset[int]) -> Part:
    variable = variables.all[number]
    match variable:
        case Listed(key=key, members=members):
            return Meets(key, members, YES in cells)
        case Grouped():
            return _among(variable, cells)
        case Ranges(key=key):
            return Between(key, _ranges(variable, cells))
        case YesNo(key=key) if key in notes:
            return Read(key, YES in cells)
    return Told(variable.key, frozenset(ANSWERS.get(cell, False) for cell in cells))


def _among(variable: Grouped, cells: frozenset[int]) -> Among:
    """By the shorter side; the last cell of an open list holds everything that is in no list."""
    inside = frozenset(option for option, cell in variable.cell_of.items() if cell in cells)
    outside = frozenset(option for option, cell in variable.cell_of.items() if cell not in cells)
    is_open = variable.width - 1 not in variable.cell_of.values()
    if is_open:
        others = variable.width - 1 in cells
        return Among(variable.key, outside if others else inside, outside=others)
    by_outside = len(outside) < len(inside)
    return Among(variable.key, outside if by_outside else inside, outside=by_outside)


def _ranges(variable: Ranges, cells: Iterable[int]) -> tuple[tuple[int | None, int | None], ...]:
    """Neighboring cells are one range: over its lower cut, at most its upper one."""
    found: list[tuple[int | None, int | None]] = []
    for cell in sorted(cells):
        over = variable.cuts[cell - 1] if cell else None
        most = variable.cuts[cell] if cell < len(variable.cuts) else None
        if found and found[-1][1] == over:
            found[-1] = (found[-1][0], most)
        else:
            found.append((over, most))
    return tuple(found)
