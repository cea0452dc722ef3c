"""The questions of a diagram, and the cells into which each one's answers fall."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.rules.answers import CODES, NOT_ASKED, OTHERS, TOTAL, VALUE, Bounds, lies_under
from portal.rules.conditions import AtMost, Leaf, OneOf, Unsettled, Yes
from portal.rules.diagram import Cells
from portal.rules.law import Fact, Figure, Kind
from portal.rules.truth import set_member

NO, YES, DERIVE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Variable:
    """One question of a diagram. ``key`` is the fact to ask, or the note of an unsettled point."""

    key: str
    width: int

    def cells(self, answer: object) -> Cells:
        """The cell of an answer, or all cells when it is not known."""
        return tuple(range(self.width))


@dataclass(frozen=True, slots=True)
class YesNo(Variable):
    derives: bool = False

    def cells(self, answer: object) -> Cells:
        if answer is True:
            return YES
        if answer is False:
            return NO
        return DERIVE if self.derives and answer is NOT_ASKED else (NO, YES)


@dataclass(frozen=True, slots=True)
class Grouped(Variable):
    """Options that no condition can tell apart share a cell; what is in no list is in the last one."""

    cell_of: Mapping[str, int]

    def cells(self, answer: object) -> Cells:
        if isinstance(answer, str):
            return self.cell_of.get(answer, self.width - 1)
        if isinstance(answer, frozenset):
            found = sorted({self.cell_of.get(option, self.width - 1) for option in answer})
            return found[0] if len(found) == 1 else tuple(found)
        return tuple(range(self.width))

    def members(self, wanted: frozenset[str]) -> tuple[bool, ...]:
        inside = {cell for option, cell in self.cell_of.items() if option in wanted}
        return tuple(cell in inside for cell in range(self.width))


@dataclass(frozen=True, slots=True)
class Ranges(Variable):
    """Whole numbers between the figures: cell ``n`` is over ``cuts[n-1]`` and at most ``cuts[n]``."""

    cuts: tuple[int, ...]

    def cells(self, answer: object) -> Cells:
        if isinstance(answer, Bounds):
            first = bisect_left(self.cuts, answer.low)
            last = self.width - 1 if answer.high is None else bisect_left(self.cuts, answer.high)
            return first if first == last else tuple(range(first, last + 1))
        if isinstance(answer, int):
            return bisect_left(self.cuts, answer)
        return tuple(range(self.width))

    def limits(self, cell: int) -> tuple[int, int | None]:
        """The least and the greatest number of a cell."""
        low = self.cuts[cell - 1] + 1 if cell else 0
        return low, self.cuts[cell] if cell < len(self.cuts) else None


@dataclass(frozen=True, slots=True)
class Listed(Variable):
    """Whether any of several values (categories, tariff codes) is one of ``members``."""

    members: frozenset[str]

    def cells(self, answer: object) -> Cells:
        held: bool | None = None
        if isinstance(answer, tuple):
            coded = self.key == CODES
            held = lies_under(answer, self.members) if coded else not self.members.isdisjoint(answer)
        elif isinstance(answer, frozenset):
            held = set_member(self.key, answer, self.members)
        return (NO, YES) if held is None else int(held)


class Variables:
    """All questions that the leaves of a rulebook ask, in the order in which diagrams ask them."""

    def __init__(
        self,
        leaves: Iterable[Leaf],
        facts: Iterable[Fact],
        figures: Mapping[str, Figure],
        half_derived: Iterable[str] = (),
    ) -> None:
        """``half_derived``: questions that only one of two laws derives; for the other they are open."""
        found = list(leaves)
        asked = {leaf.fact for leaf in found if isinstance(leaf, Yes | OneOf | AtMost)}
        self.all: list[Variable] = []
        self.index: dict[object, int] = {}
        for fact in sorted(facts, key=lambda fact: fact.order):
            if fact.key in asked:
                own = [leaf for leaf in found if getattr(leaf, "fact", None) == fact.key]
                self._add_fact(fact, own, figures)
        notes = {leaf.note for leaf in found if isinstance(leaf, Unsettled)}
        for note in sorted(notes | set(half_derived)):
            self._add(Unsettled(note), YesNo(note, 2))
        self.value = self.index.get(VALUE)
        self.total = self.index.get(TOTAL)

    def _add(self, name: object, variable: Variable) -> None:
        self.index[name] = len(self.all)
        self.all.append(variable)

    def _add_fact(self, fact: Fact, leaves: list[Leaf], figures: Mapping[str, Figure]) -> None:
        lists = sorted({leaf.members for leaf in leaves if isinstance(leaf, OneOf)}, key=sorted)
        match fact.kind:
            case Kind.YES_NO:
                derives = bool(fact.derived_from)
                self._add(fact.key, YesNo(fact.key, 3 if derives else 2, derives))
            case Kind.CHOICE | Kind.COUNTRY:
                options = [option.key for option in fact.options] if fact.kind == Kind.CHOICE else None
                self._add(fact.key, grouped(fact.key, lists, options))
            case Kind.CATEGORIES | Kind.CODES:
                for members in lists:
                    self._add(OneOf(fact.key, members), Listed(fact.key, 2, members))
            case Kind.MONEY | Kind.COUNT:
                named = {leaf.figure for leaf in leaves if isinstance(leaf, AtMost)}
                cuts = tuple(sorted({value.amount for key in named for value in figures[key].values}))
                self._add(fact.key, Ranges(fact.key, len(cuts) + 1, cuts))
            case Kind.DAY:
                pass  # days are not asked by a diagram: they choose it

    def narrowed(self, variable: int, cell: int, others: object) -> tuple[int, Cells] | None:
        """What the shipment's value says of the day's total: the total is never below it."""
        if variable != self.value or self.total is None:
            return None
        total, value = self.all[self.total], self.all[variable]
        if not isinstance(value, Ranges):
            raise TypeError("the shipment's value is an amount")
        low, high = value.limits(cell)
        if not isinstance(others, int):
            return self.total, total.cells(Bounds(low))
        return self.total, total.cells(Bounds(low + others, None if high is None else high + others))


def grouped(key: str, lists: list[frozenset[str]], universe: Iterable[str] | None) -> Grouped:
    """The cells of a choice: one for each way of being in and out of the lists.

    ``universe`` is every option there is; without it there is always a cell for what is in no list.
    """
    options = sorted(set().union(*lists) if universe is None else universe)
    signatures: dict[tuple[bool, ...], int] = {}
    cell_of = {
        option: signatures.setdefault(tuple(option in members for members in lists), len(signatures))
        for option in options
    }
    if universe is None:
        signatures.setdefault(tuple(False for _ in lists), len(signatures))
    return Grouped(key, len(signatures), cell_of)


def answering_facts(variable: Variable) -> tuple[str, ...]:
    """The questions whose answers settle a variable."""
    return (VALUE, OTHERS) if variable.key == TOTAL else (variable.key,)
