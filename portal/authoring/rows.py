"""Blocks read as rows of the starter format, and rows as blocks.

A StreamField keeps plain JSON; ``row_of`` turns what a block keeps into the row that a file would hold, and
``raw_of`` goes back. Empty values are left out of rows. What a row holds and no block knows is refused with
its place, so that an import never loses anything silently.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from functools import singledispatch
from typing import Any

from wagtail import blocks

from portal.authoring.placing import at, day_in, listed, mapping_in, plain, refuse, text_in, yes_or_no

EMPTY: tuple[object, ...] = (None, "", [], {})
YES = "yes"


@singledispatch
def row_of(block: blocks.Block, raw: Any) -> Any:
    """What ``block`` keeps as ``raw``, as the value of a row."""
    return raw


@singledispatch
def raw_of(block: blocks.Block, value: Any) -> Any:
    """The value of a row as ``block`` keeps it; raises ``PlacedError`` where it has no place for it."""
    return plain(value)


@row_of.register
def _day_row(block: blocks.DateBlock, raw: Any) -> Any:
    return date.fromisoformat(raw) if isinstance(raw, str) and raw else raw or None


@raw_of.register
def _day_raw(block: blocks.DateBlock, value: Any) -> Any:
    day = day_in(value)
    return day.isoformat() if day else None


@row_of.register
def _tick_row(block: blocks.BooleanBlock, raw: Any) -> Any:
    return YES if raw else None


@raw_of.register
def _tick_raw(block: blocks.BooleanBlock, value: Any) -> Any:
    return yes_or_no(value)


@raw_of.register
def _text_raw(block: blocks.TextBlock, value: Any) -> Any:
    """Text has no lines of its own here: a folded YAML text and what somebody typed are the same."""
    return " ".join(text_in(value).split())


@row_of.register
def _text_row(block: blocks.TextBlock, raw: Any) -> Any:
    return " ".join(raw.split()) if raw else ""


@raw_of.register
def _chars_raw(block: blocks.CharBlock, value: Any) -> Any:
    return text_in(value)


@row_of.register
def _list_row(block: blocks.ListBlock, raw: Any) -> Any:
    return [row_of(block.child_block, item["value"]) for item in raw or ()]


@raw_of.register
def _list_raw(block: blocks.ListBlock, value: Any) -> Any:
    items = []
    for number, item in enumerate(listed(value)):
        with at(number):
            items.append(_item("item", raw_of(block.child_block, item)))
    return items


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
    row = mapping_in(value)
    keys = {row_key(child, name): name for name, child in block.child_blocks.items()}
    refuse_unknown(row, keys)
    raw = {}
    for key, name in keys.items():
        with at(key):
            raw[name] = raw_of(block.child_blocks[name], row.get(key))
    return raw


def refuse_unknown(row: Mapping[str, Any], known: Any) -> None:
    """Refuse each key of a row that has no place."""
    for key in row:
        if key not in known:
            with at(key):
                refuse("the key is not known here")


@row_of.register
def _stream_row(block: blocks.StreamBlock, raw: Any) -> Any:
    """Rows of a stream name no type: each block has a form of its own, or there is one type only."""
    return [row_of(block.child_blocks[item["type"]], item["value"]) for item in raw or ()]


@raw_of.register
def _stream_raw(block: blocks.StreamBlock, value: Any) -> Any:
    ((name, child),) = block.child_blocks.items()
    items = []
    for number, row in enumerate(listed(value)):
        with at(number):
            items.append(_item(name, raw_of(child, row)))
    return items


def stream_item(name: str, raw: Any) -> dict[str, Any]:
    """One block of a stream as a StreamField keeps it."""
    return _item(name, raw)


def _item(name: str, raw: Any) -> dict[str, Any]:
    return {"type": name, "value": raw, "id": str(uuid.uuid4())}


def row_key(block: blocks.Block, name: str) -> str:
    """What a row calls a field; ``from`` cannot be a name in Python."""
    return getattr(block.meta, "row_key", None) or name
