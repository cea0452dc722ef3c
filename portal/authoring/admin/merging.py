"""Two people edit one object at once: what each changed is put together, rule by rule.

Where both changed the same rule or field nothing is decided for them: the second one sees it, with what they
wrote still in the form, and theirs stays in the history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from portal.authoring.objects.base import LawObject
from portal.authoring.rows import row_of


@dataclass(frozen=True, slots=True)
class Merge:
    """What both versions make together. ``clashes`` name what both changed; there mine stands."""

    values: dict[str, Any]
    clashes: tuple[str, ...]


def merge(base: LawObject, theirs: LawObject, mine: LawObject, names: Iterable[str]) -> Merge:
    """Put two versions together that both began at ``base``; ``names`` are the fields that are edited."""
    values: dict[str, Any] = {}
    clashes: list[str] = []
    for name in names:
        field: Any = mine._meta.get_field(name)
        if isinstance(field, StreamField):
            versions = [_blocks(getattr(each, name)) for each in (base, theirs, mine)]
            before, there, here = versions
            blocks, both = _merge_blocks(before, there, here, _Reading(field.stream_block))
            blocks, both_moved = _in_order(blocks, before, there, here)
            values[name] = field.to_python(json.dumps(blocks))
            clashes += [_called(block) for block in both]
            clashes += [_("the order of %(what)s") % {"what": field.verbose_name}] if both_moved else []
        else:
            before, there, here = (getattr(each, field.attname) for each in (base, theirs, mine))
            values[field.attname] = there if here == before else here
            if here not in (before, there) and there != before:
                clashes.append(str(getattr(field, "verbose_name", name)))
    return Merge(values, tuple(clashes))


Block = dict[str, Any]


def _blocks(stream: Any) -> list[Block]:
    """The blocks of a stream as they are stored; what came from a form holds days that are no text yet."""
    found: list[Block] = json.loads(json.dumps(stream.get_prep_value(), cls=DjangoJSONEncoder))
    return found


class _Reading:
    """Compares blocks by what they say: a form may keep an empty field otherwise than a file did."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def same(self, one: Block | None, other: Block | None) -> bool:
        return one is not None and other is not None and self._row(one) == self._row(other)

    def _row(self, block: Block) -> Any:
        return row_of(self.stream.child_blocks[block["type"]], block["value"])


def _merge_blocks(
    base: list[Block], theirs: list[Block], mine: list[Block], reading: _Reading
) -> tuple[list[Block], list[Block]]:
    """The blocks of both versions, mine in my order, and those that both changed."""
    before, there, here = ({block["id"]: block for block in each} for each in (base, theirs, mine))
    kept: list[Block] = []
    clashes: list[Block] = []
    for block in mine:
        name = block["id"]
        old, other = before.get(name), there.get(name)
        if (old is None and other is None) or reading.same(other, block) or reading.same(old, other):
            kept.append(block)  # mine is new, or only I changed it, or both say the same
        elif reading.same(old, block):
            kept += [other] if other else []  # only they changed it, or took it away
        else:
            kept.append(block)
            clashes.append(block)
    taken_away = (name for name in before if name in there and name not in here)
    clashes += [there[name] for name in taken_away if not reading.same(there[name], before[name])]
    new = [block for block in theirs if block["id"] not in before]
    return _with_new(kept, theirs, new), clashes


def _with_new(kept: list[Block], order: list[Block], new: list[Block]) -> list[Block]:
    """The same with ``new`` ones that are not there yet, each behind the one ahead of it in ``order``."""
    there = {block["id"] for block in kept}
    for block in new:
        if block["id"] in there:
            continue
        ahead = {each["id"] for each in order[: order.index(block)]}
        place = max((place for place, each in enumerate(kept, 1) if each["id"] in ahead), default=0)
        kept.insert(place, block)
    return kept


def _in_order(
    merged: list[Block], base: list[Block], theirs: list[Block], mine: list[Block]
) -> tuple[list[Block], bool]:
    """The blocks in their order where only they moved some, and whether both of us did."""
    versions = [[block["id"] for block in each] for each in (base, theirs, mine)]
    common = set.intersection(*map(set, versions))
    before, there, here = ([name for name in each if name in common] for each in versions)
    if there in (before, here):
        return merged, False
    if here != before:
        return merged, True
    by_name = {block["id"]: block for block in merged}
    moved = [by_name[block["id"]] for block in theirs if block["id"] in by_name]
    return _with_new(moved, merged, merged), False


def _called(block: Block) -> str:
    value = block["value"] if isinstance(block["value"], dict) else {}
    return str(value.get("title") or value.get("label") or value.get("key") or block["type"])
