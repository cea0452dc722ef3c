"""Decision diagrams: every situation of a goal at once, exactly.

A fact's possible answers fall into a few *cells* that no test can tell apart (amounts between two figures,
countries in the same lists). A diagram asks one fact after another, in a fixed order, and ends in an
outcome; equal parts are stored once and a fact that makes no difference is left out. So a diagram that was
cut down by the answers given holds exactly the facts that can still matter and exactly the outcomes that
remain. (Reduced ordered multi-valued decision diagrams: Srinivasan et al., ICCAD 1990.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from sys import intern
from typing import NamedTuple, Protocol


class Node:
    """One question: ``branches[cell]`` is what remains after an answer in that cell."""

    __slots__ = ("branches", "variable")

    def __init__(self, variable: int, branches: tuple[Diagram, ...]) -> None:
        self.variable = variable
        self.branches = branches


Diagram = Node | str | bool
"""A node, or the end of the way: an outcome's key, or a truth."""

Cells = int | tuple[int, ...]
"""The one cell that an answer is in, or those it may be in."""

JOINED_BY = "|"

Pinned = tuple[int, Cells] | None


class Allowed(Protocol):
    """What is known of the situation, as cells."""

    def cells(self, variable: int) -> Cells: ...
    def narrowed(self, variable: int, cell: int) -> tuple[int, Cells] | None:
        """What knowing that ``variable`` is in ``cell`` says of another variable, if anything."""


class TooLargeError(Exception):
    """A diagram would be larger than there is room for."""


class Diagrams:
    """A store in which equal diagrams are the same object, so that comparing them costs nothing.

    With ``room`` it holds so many nodes at most; what needs more raises ``TooLargeError``.
    """

    def __init__(self, room: int | None = None) -> None:
        self.room = room
        self._nodes: dict[tuple[int, tuple[Diagram, ...]], Node] = {}
        self._chosen: dict[tuple[Diagram, Diagram, Diagram], Diagram] = {}

    def __len__(self) -> int:
        return len(self._nodes)

    def node(self, variable: int, branches: tuple[Diagram, ...]) -> Diagram:
        first = branches[0]
        if all(branch is first for branch in branches):
            return first
        key = (variable, branches)
        found = self._nodes.get(key)
        if found is None:
            if self.room is not None and len(self._nodes) >= self.room:
                raise TooLargeError
            found = self._nodes[key] = Node(variable, branches)
        return found

    def choose(self, test: Diagram, yes: Diagram, no: Diagram) -> Diagram:
        """``yes`` in the situations in which ``test`` is true, ``no`` in the others."""
        if test is True:
            return yes
        if test is False:
            return no
        if yes is no:
            return yes
        if yes is True and no is False:
            return test
        key = (test, yes, no)
        found = self._chosen.get(key)
        if found is None:
            variable, width = min(
                (part.variable, len(part.branches)) for part in key if isinstance(part, Node)
            )
            branches = tuple(
                self.choose(*(branch(part, variable, cell) for part in key)) for cell in range(width)
            )
            found = self._chosen[key] = self.node(variable, branches)
        return found

    def joined(self, first: Diagram, second: Diagram) -> Diagram:
        """One diagram that ends in the ends of both, ``JOINED_BY`` a bar."""
        return self.combined(first, second, lambda one, other: f"{one}{JOINED_BY}{other}", {})

    def combined(
        self,
        first: Diagram,
        second: Diagram,
        combine: Callable[[str | bool, str | bool], str],
        known: dict[tuple[Diagram, Diagram], Diagram],
    ) -> Diagram:
        """One diagram in which each situation ends in what ``combine`` makes of the two ends."""
        if not isinstance(first, Node) and not isinstance(second, Node):
            return intern(combine(first, second))  # equal ends are compared by identity
        key = (first, second)
        found = known.get(key)
        if found is None:
            variable, width = min((p.variable, len(p.branches)) for p in key if isinstance(p, Node))
            cells = range(width)
            both = [(branch(first, variable, cell), branch(second, variable, cell)) for cell in cells]
            branches = tuple(self.combined(*pair, combine, known) for pair in both)
            found = known[key] = self.node(variable, branches)
        return found

    def negation(self, part: Diagram) -> Diagram:
        return self.choose(part, False, True)

    def all_of(self, parts: Iterable[Diagram]) -> Diagram:
        result: Diagram = True
        for part in parts:
            result = self.choose(result, part, False)
        return result

    def any_of(self, parts: Iterable[Diagram]) -> Diagram:
        result: Diagram = False
        for part in parts:
            result = self.choose(result, True, part)
        return result


def given(diagram: Diagram, allowed: Allowed) -> Diagram:
    """The diagram cut down by what is known: what remains open, and nothing else.

    The result is for reading (``outcomes``, ``support``) and is not kept in any store.
    """
    while isinstance(diagram, Node):
        cells = allowed.cells(diagram.variable)
        if not isinstance(cells, int):
            return _Cut(allowed).of(diagram, None, {})
        diagram = diagram.branches[cells]
    return diagram


def all_alike(diagrams: Iterable[Diagram], allowed: Allowed) -> bool:
    """Whether diagrams come to the same in what remains: the same ends, reached by the same answers."""
    cut = _Cut(allowed)
    remaining = [cut.of(diagram, None, {}) for diagram in diagrams]
    return all(left is remaining[0] for left in remaining)


class _Cut:
    """One cutting down: equal remainders become the same object, so that needless questions vanish."""

    def __init__(self, allowed: Allowed) -> None:
        self.allowed = allowed
        self.store: dict[tuple[int, tuple[Diagram, ...]], Node] = {}

    def of(self, diagram: Diagram, pinned: Pinned, known: dict[Node, Diagram]) -> Diagram:
        """What remains of ``diagram``, where the variable in ``pinned`` is known better than usual."""
        while isinstance(diagram, Node):
            cells = self.cells(diagram.variable, pinned)
            if not isinstance(cells, int):
                break
            diagram = diagram.branches[cells]
        if not isinstance(diagram, Node):
            return diagram
        if diagram not in known:
            known[diagram] = self.node(diagram.variable, self.branches(diagram, pinned, known))
        return known[diagram]

    def cells(self, variable: int, pinned: Pinned) -> Cells:
        if pinned and pinned[0] == variable:
            return pinned[1]
        return self.allowed.cells(variable)

    def branches(self, diagram: Node, pinned: Pinned, known: dict[Node, Diagram]) -> tuple[Diagram, ...]:
        cells = self.cells(diagram.variable, pinned)
        remaining = []
        for cell in (cells,) if isinstance(cells, int) else cells:
            narrowed = self.allowed.narrowed(diagram.variable, cell)
            if narrowed is None:
                remaining.append(self.of(diagram.branches[cell], pinned, known))
            else:
                remaining.append(self.of(diagram.branches[cell], narrowed, {}))
        return tuple(remaining)

    def node(self, variable: int, branches: tuple[Diagram, ...]) -> Diagram:
        if all(branch is branches[0] for branch in branches):
            return branches[0]
        key = (variable, branches)
        if key not in self.store:
            self.store[key] = Node(variable, branches)
        return self.store[key]


def branch(diagram: Diagram, variable: int, cell: int) -> Diagram:
    if isinstance(diagram, Node) and diagram.variable == variable:
        return diagram.branches[cell]
    return diagram


class Remainder(NamedTuple):
    """What remains of a diagram: the ends that can be reached and the variables that can matter."""

    ends: frozenset[str | bool]
    open: frozenset[int]


class Remainders:
    """Cuts diagrams down, and remembers: shipments that are alike in what a diagram asks cut it alike."""

    def __init__(self, most: int = 10_000) -> None:
        self.most = most
        self._asked: dict[Node, tuple[int, ...]] = {}
        self._known: dict[tuple[object, ...], Remainder] = {}
        self._ended: dict[Diagram, Remainder] = {}

    def of(self, diagram: Diagram, allowed: Allowed, others: object) -> Remainder:
        """``others`` is whatever ``allowed.narrowed`` goes by besides the cells."""
        cells_of = allowed.cells
        while isinstance(diagram, Node):
            cells = cells_of(diagram.variable)
            if not isinstance(cells, int):
                return self._cut(diagram, allowed, others)
            diagram = diagram.branches[cells]
        return self.end(diagram)

    def end(self, end: str | bool) -> Remainder:
        """What remains where nothing is open."""
        found = self._ended.get(end)
        if found is None:
            found = self._ended[end] = Remainder(frozenset((end,)), frozenset())
        return found

    def _cut(self, diagram: Node, allowed: Allowed, others: object) -> Remainder:
        asked = self._asked.get(diagram)
        if asked is None:
            asked = self._asked[diagram] = tuple(sorted(support(diagram)))
        key = (diagram, others, *[allowed.cells(variable) for variable in asked])
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= self.most:
                self._known.clear()
            left = given(diagram, allowed)
            found = self._known[key] = Remainder(outcomes(left), support(left))
        return found


def outcomes(diagram: Diagram) -> frozenset[str | bool]:
    """Every end that can still be reached."""
    if not isinstance(diagram, Node):
        return frozenset((diagram,))
    ends: set[str | bool] = set()
    for part in nodes(diagram):
        ends.update(end for end in part.branches if not isinstance(end, Node))
    return frozenset(ends)


def support(diagram: Diagram) -> frozenset[int]:
    """Every variable that can still matter."""
    return frozenset(part.variable for part in nodes(diagram))


def nodes(diagram: Diagram) -> list[Node]:
    """Every node, each once."""
    seen: dict[Node, None] = {}
    waiting = [diagram]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Node) and part not in seen:
            seen[part] = None
            waiting.extend(part.branches)
    return list(seen)
