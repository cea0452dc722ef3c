"""Blocks read as rows of the starter format, and rows as blocks.

A StreamField keeps plain JSON; ``row_of`` turns what a block keeps into the row that a file would hold, and
``raw_of`` goes back. Empty values are left out of rows. What a row holds and no block knows is refused, so
that an import never loses anything silently.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from functools import singledispatch
from typing import Any

from wagtail import blocks

from portal.rulebook.conditions_format import StarterError

EMPTY: tuple[object, ...] = (None, "", [], {})
YES = "yes"


@singledispatch
def row_of(block: blocks.Block, raw: Any) -> Any:
    """What ``block`` keeps as ``raw``, as the value of a row."""
    return raw


@singledispatch
def raw_of(block: blocks.Block, value: Any) -> Any:
    """The value of a row as ``block`` keeps it; raises ``StarterError`` where it has no place for it."""
    return value


@row_of.register
def _day_row(block: blocks.DateBlock, raw: Any) -> Any:
    return date.fromisoformat(raw) if isinstance(raw, str) and raw else raw or None


@raw_of.register
def _day_raw(block: blocks.DateBlock, value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value or None


@row_of.register
def _tick_row(block: blocks.BooleanBlock, raw: Any) -> Any:
    return YES if raw else None


@raw_of.register
def _tick_raw(block: blocks.BooleanBlock, value: Any) -> Any:
    return value in (YES, True)


@raw_of.register
def _text_raw(block: blocks.TextBlock, value: Any) -> Any:
    """Text has no lines of its own here: a folded YAML text and what somebody typed are the same."""
    return " ".join(str(value).split()) if value is not None else ""


@row_of.register
def _text_row(block: blocks.TextBlock, raw: Any) -> Any:
    return " ".join(raw.split()) if raw else ""


@raw_of.register
def _chars_raw(block: blocks.CharBlock, value: Any) -> Any:
    return str(value) if value is not None else ""


@row_of.register
def _list_row(block: blocks.ListBlock, raw: Any) -> Any:
    return [row_of(block.child_block, item["value"]) for item in raw or ()]


@raw_of.register
def _list_raw(block: blocks.ListBlock, value: Any) -> Any:
    if not isinstance(value or [], list | tuple):
        raise StarterError(f"{block.name}: a list is needed, not {value!r}")
    return [_item("item", raw_of(block.child_block, item)) for item in value or ()]


@row_of.register
def _struct_row(block: blocks.StructBlock, raw: Any) -> Any:
    row = {}
    for name, child in block.child_blocks.items():
        value = row_of(child, (raw or {}).get(name))
        if value not in EMPTY:
            row[row_key(child, name)] = value
    return row


@raw_of.register
def _struct_raw(block: blocks.StructBlock, value: Any) -> Any:
    if not isinstance(value or {}, Mapping):
        raise StarterError(f"{block.name}: keys with values are needed, not {value!r}")
    keys = {row_key(child, name): name for name, child in block.child_blocks.items()}
    for key in value or {}:
        if key not in keys:
            raise StarterError(f"{block.name or block.label}: the key {key!r} is not known here")
    return {name: raw_of(block.child_blocks[name], (value or {}).get(key)) for key, name in keys.items()}


@row_of.register
def _stream_row(block: blocks.StreamBlock, raw: Any) -> Any:
    """Rows of a stream name no type: each block has a form of its own, or there is one type only."""
    return [row_of(block.child_blocks[item["type"]], item["value"]) for item in raw or ()]


@raw_of.register
def _stream_raw(block: blocks.StreamBlock, value: Any) -> Any:
    ((name, child),) = block.child_blocks.items()
    return [_item(name, raw_of(child, row)) for row in value or ()]


def stream_item(name: str, raw: Any) -> dict[str, Any]:
    """One block of a stream as a StreamField keeps it."""
    return _item(name, raw)


def _item(name: str, raw: Any) -> dict[str, Any]:
    return {"type": name, "value": raw, "id": str(uuid.uuid4())}


def row_key(block: blocks.Block, name: str) -> str:
    """What a row calls a field; ``from`` cannot be a name in Python."""
    return getattr(block.meta, "row_key", None) or name
