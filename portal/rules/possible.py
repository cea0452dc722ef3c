"""Which combinations of cells can be at all: what is impossible is never counted and never shown.

The day's total is never below the shipment's value. Goods meet one list without meeting another only if some
kind of goods, or some tariff code, is in the first and not in the second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from portal.rules.answers import CODES
from portal.rules.diagram import Diagram, Diagrams
from portal.rules.variables import Listed, Variables

LONGEST_CODE = 10
FILLERS = [f"{number:02d}" for number in range(100)]


def possible(store: Diagrams, variables: Variables, scope: Collection[int]) -> Diagram:
    """The diagram, over the variables of ``scope``, of the combinations that can be."""
    parts: list[Diagram] = [_totals(store, variables, scope)]
    lists: dict[str, dict[int, Listed]] = {}
    for number in sorted(scope):
        variable = variables.all[number]
        if isinstance(variable, Listed):
            lists.setdefault(variable.key, {})[number] = variable
    parts += [_lists(store, listed) for listed in lists.values()]
    return store.all_of(parts)


def _totals(store: Diagrams, variables: Variables, scope: Collection[int]) -> Diagram:
    value, total = variables.value, variables.total
    if value is None or total is None or value not in scope or total not in scope:
        return True
    width = variables.all[total].width
    ways: list[Diagram] = []
    for cell in range(variables.all[value].width):
        narrowed = variables.narrowed(value, cell, None)
        cells = narrowed[1] if narrowed else tuple(range(width))
        left = {cells} if isinstance(cells, int) else set(cells)
        ways.append(store.node(total, tuple(number in left for number in range(width))))
    here = range(len(ways))
    is_in = [store.node(value, tuple(number == cell for number in here)) for cell in here]
    return store.any_of(store.all_of(pair) for pair in zip(is_in, ways, strict=True))


def _lists(store: Diagrams, listed: Mapping[int, Listed]) -> Diagram:
    """Whoever meets a list meets all lists that one of its members is in."""

    def is_met(number: int) -> Diagram:
        return store.node(number, (False, True))

    rules: list[Diagram] = []
    for number, variable in listed.items():
        ways = {lists_of(member, listed) for member in specimens(variable, listed)}
        reached = store.any_of(store.all_of(map(is_met, sorted(way))) for way in sorted(ways, key=sorted))
        rules.append(store.choose(is_met(number), reached, True))
    return store.all_of(rules)


def lists_of(specimen: str, listed: Mapping[int, Listed]) -> frozenset[int]:
    """The lists that goods of this kind, or under this code, meet."""
    return frozenset(number for number, variable in listed.items() if meets(specimen, variable))


def meets(specimen: str, variable: Listed) -> bool:
    if variable.key == CODES:
        return any(specimen.startswith(prefix) for prefix in variable.members)
    return specimen in variable.members


def specimens(variable: Listed, listed: Mapping[int, Listed]) -> list[str]:
    """One specimen for each member of a list: itself, or a code under it and as little else as can be."""
    if variable.key != CODES:
        return sorted(variable.members)
    others = {prefix for other in listed.values() for prefix in other.members}
    return [_whole_code(prefix, others) for prefix in sorted(variable.members)]


def _whole_code(prefix: str, others: Iterable[str]) -> str:
    longer = [other for other in others if other.startswith(prefix) and other != prefix]
    codes = [f"{prefix}{more}"[:LONGEST_CODE].ljust(LONGEST_CODE, "0") for more in FILLERS]
    return min(codes, key=lambda code: sum(code.startswith(other) for other in longer))
