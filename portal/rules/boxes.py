"""A set of situations as few, large boxes: what a person would write as "over this, by mail, not from there".

A box restricts some variables to some of their cells. Boxes may overlap; together they are exactly the set.
Impossible combinations do not matter, so a box may hold some where that makes it simpler.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from portal.rules.diagram import Diagram, Diagrams, Node, branch

Cellset = frozenset[int]
Restriction = Mapping[int, Cellset]
"""Some variables, each to some of its cells."""


class TooManyStepsError(Exception):
    """The work would take longer than it may."""


@dataclass
class Budget:
    """Steps that may still be taken; counted, never timed, so that a run can be repeated."""

    steps: int

    def spend(self, steps: int = 1) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise TooManyStepsError


@dataclass
class Boxes:
    """Sets of situations over the variables of ``scope``, given with the number of cells of each."""

    store: Diagrams
    scope: Sequence[int]
    widths: Mapping[int, int]
    budget: Budget
    _counted: dict[tuple[Diagram, int], int] = field(default_factory=dict)

    def count(self, diagram: Diagram) -> int:
        """How many situations a set holds."""
        return self._count(diagram, 0)

    def _count(self, diagram: Diagram, place: int) -> int:
        """The same from a place in ``scope`` on; variables that a diagram leaves out multiply it."""
        if diagram is False:
            return 0
        if place == len(self.scope):
            return 1
        key = (diagram, place)
        found = self._counted.get(key)
        if found is None:
            self.budget.spend()
            variable = self.scope[place]
            if isinstance(diagram, Node) and diagram.variable == variable:
                found = sum(self._count(each, place + 1) for each in diagram.branches)
            else:
                found = self.widths[variable] * self._count(diagram, place + 1)
            self._counted[key] = found
        return found

    def cover(self, wanted: Diagram, allowed: Diagram, most: int) -> tuple[list[Restriction], int]:
        """Boxes inside ``allowed`` that hold all of ``wanted``; and how many situations they left out."""
        left = wanted
        found: list[Restriction] = []
        while left is not False and len(found) < most:
            box = self.widened(self.densest(left), allowed)
            found.append(box)
            left = self.store.choose(self.diagram(box), False, left)
        return found, self.count(left)

    def densest(self, diagram: Diagram) -> dict[int, Cellset]:
        """A way to "true", at each step with the most situations behind it."""
        box: dict[int, Cellset] = {}
        place = {variable: number for number, variable in enumerate(self.scope)}
        while isinstance(diagram, Node):
            variable = diagram.variable
            ways: dict[Diagram, set[int]] = {}
            for cell, each in enumerate(diagram.branches):
                if each is not False:
                    ways.setdefault(each, set()).add(cell)
            after = place[variable] + 1
            diagram, cells = max(ways.items(), key=lambda way: len(way[1]) * self._count(way[0], after))
            box[variable] = frozenset(cells)
        return box

    def widened(self, box: Restriction, allowed: Diagram) -> Restriction:
        """The box with as few conditions and as many cells as it can have inside ``allowed``."""
        kept = dict(box)
        for variable in sorted(box, reverse=True):  # the last questions are the least basic ones
            without = {key: cells for key, cells in kept.items() if key != variable}
            if self.holds(allowed, without):
                kept = without
        for variable in sorted(kept):
            for cell in range(self.widths[variable]):
                wider = {**kept, variable: kept[variable] | {cell}}
                if cell not in kept[variable] and self.holds(allowed, wider):
                    kept = wider
        return {variable: cells for variable, cells in kept.items() if len(cells) < self.widths[variable]}

    def holds(self, diagram: Diagram, box: Restriction) -> bool:
        """Whether every situation of a box is in the set."""
        known: dict[Node, bool] = {}

        def all_inside(part: Diagram) -> bool:
            if not isinstance(part, Node):
                return part is True
            if part not in known:
                self.budget.spend()
                cells = box.get(part.variable)
                branches = part.branches if cells is None else [part.branches[cell] for cell in cells]
                known[part] = all(map(all_inside, branches))
            return known[part]

        return all_inside(diagram)

    def diagram(self, box: Restriction) -> Diagram:
        """A box as a set."""
        return self.store.all_of(
            self.store.node(variable, tuple(cell in cells for cell in range(self.widths[variable])))
            for variable, cells in box.items()
        )

    def shared(self, wanted: Diagram, variables: Iterable[int]) -> Restriction:
        """What all situations of a set have in common."""
        found: dict[int, Cellset] = {}
        for variable in variables:
            width = self.widths[variable]
            met = frozenset(
                cell for cell in range(width) if self.with_cell(wanted, variable, cell) is not False
            )
            if len(met) < width:
                found[variable] = met
        return found

    def with_cell(self, diagram: Diagram, variable: int, cell: int) -> Diagram:
        """What is left of a set where one variable is known."""
        known: dict[Node, Diagram] = {}

        def cut(part: Diagram) -> Diagram:
            if not isinstance(part, Node) or part.variable > variable:
                return part
            if part.variable == variable:
                return branch(part, variable, cell)
            if part not in known:
                self.budget.spend()
                known[part] = self.store.node(part.variable, tuple(map(cut, part.branches)))
            return known[part]

        return cut(diagram)
