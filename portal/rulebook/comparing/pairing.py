"""Two editions of a row of things, matched by their keys: what came, what went, what stayed, what moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """``both``: what stayed, before and after. ``moved``: the fewest things that explain the order."""

    added: tuple[T, ...]
    removed: tuple[T, ...]
    both: tuple[tuple[T, T], ...]
    moved: tuple[T, ...]


def pairs(before: Iterable[T], after: Iterable[T], key: Callable[[T], object]) -> Pairs[T]:
    """Matched by ``key``; things with the same key are matched in their order."""
    old, new = _keyed(before, key), _keyed(after, key)
    places = {name: place for place, name in enumerate(old)}
    stayed = [name for name in new if name in old]
    kept = _rising([places[name] for name in stayed])
    return Pairs(
        added=tuple(new[name] for name in new if name not in old),
        removed=tuple(old[name] for name in old if name not in new),
        both=tuple((old[name], new[name]) for name in stayed),
        moved=tuple(new[name] for name in stayed if places[name] not in kept),
    )


def _keyed(things: Iterable[T], key: Callable[[T], object]) -> dict[tuple[object, int], T]:
    seen: Counter[object] = Counter()
    found = {}
    for thing in things:
        name = key(thing)
        found[name, seen[name]] = thing
        seen[name] += 1
    return found


def _rising(places: list[int]) -> set[int]:
    """A longest rising row among ``places``: what is not in it has moved."""
    ends: list[int] = []
    ending: list[list[int]] = []
    for place in places:
        length = bisect_left(ends, place)
        row = [*(ending[length - 1] if length else []), place]
        ends[length:] = [place, *ends[length + 1 :]]
        ending[length:] = [row, *ending[length + 1 :]]
    return set(ending[-1]) if ending else set()
