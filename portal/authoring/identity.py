"""Rows keep the identity of the blocks that they replace.

Every block of a stream has a number, by which the history compares two versions and two people's changes are
put together. A row has none: what comes from a file takes the numbers of the blocks that it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from portal.authoring.rows import EMPTY

Item = dict[str, Any]
NAMES = ("id", "key", "outcome", "first_day", "label", "title")
"""By the first of these that a block has, people and other rules know it."""


def with_known_ids(new: Any, old: Any) -> Any:
    """``new``, as a stream keeps it, in which all that also stands in ``old`` has its number."""
    if isinstance(new, dict):
        before = old if isinstance(old, dict) else {}
        return {key: with_known_ids(value, before.get(key)) for key, value in new.items()}
    if not isinstance(new, list) or not all(map(_is_item, new)):
        return new
    left = [item for item in old or () if _is_item(item)] if isinstance(old, list) else []
    found: dict[int, Item] = {}
    for alike in (_named, _said, _typed):
        _pair(new, left, found, alike)
    return [_taking(item, found.get(place)) for place, item in enumerate(new)]


def _is_item(item: Any) -> bool:
    return isinstance(item, dict) and item.keys() == {"type", "value", "id"}


def _pair(
    new: list[Item], left: list[Item], found: dict[int, Item], alike: Callable[[Item], Hashable]
) -> None:
    """Give each new item that has none the first old one that is alike, and take that away."""
    for place, item in enumerate(new):
        if place in found or (said := alike(item)) is None:
            continue
        other = next((number for number, each in enumerate(left) if alike(each) == said), None)
        if other is not None:
            found[place] = left.pop(other)


def _taking(item: Item, other: Item | None) -> Item:
    if other is None:
        return item
    return {**item, "value": with_known_ids(item["value"], other["value"]), "id": other["id"]}


def _named(item: Item) -> Hashable:
    """What a block is called; nothing where it has no name."""
    value = item["value"] if isinstance(item["value"], dict) else {}
    name = next((value[key] for key in NAMES if value.get(key)), None)
    return (item["type"], name) if isinstance(name, str) else None


def _said(item: Item) -> Hashable:
    """What a block holds, whatever its number."""
    return item["type"], _frozen(item["value"])


def _typed(item: Item) -> Hashable:
    """The kind of a block without a name: a line that was changed stays that line."""
    return None if _named(item) else item["type"]


def _frozen(value: Any) -> Hashable:
    if _is_item(value):
        return _said(value)
    if isinstance(value, dict):
        return tuple((key, _frozen(item)) for key, item in sorted(value.items()) if item not in EMPTY)
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
