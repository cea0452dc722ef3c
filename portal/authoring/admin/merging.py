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
        field = mine._meta.get_field(name)
        if isinstance(field, StreamField):
            versions = [_blocks(getattr(each, name)) for each in (base, theirs, mine)]
            before, there, here = versions
            blocks, both = _merge_blocks(before, there, here, _Reading(field.stream_block))
            values[name] = field.to_python(json.dumps(blocks))
            clashes += [_called(block) for block in both]
        else:
            before, there, here = (getattr(each, name) for each in (base, theirs, mine))
            values[name] = there if here == before else here
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
    """The blocks of both versions in my order, and those that both changed."""
    before, there, here = ({block["id"]: block for block in each} for each in (base, theirs, mine))
    kept: list[Block] = []
    clashes: list[Block] = []
    for block in mine:
        name = block["id"]
        old, other = before.get(name), there.get(name)
        if old is None or reading.same(other, block) or reading.same(old, other):
            kept.append(block)  # mine is new, or only I changed it, or both say the same
        elif reading.same(old, block):
            kept += [other] if other else []  # only they changed it, or took it away
        else:
            kept.append(block)
            clashes.append(block)
    taken_away = (name for name in before if name in there and name not in here)
    clashes += [there[name] for name in taken_away if not reading.same(there[name], before[name])]
    return _with_new(kept, theirs, before), clashes


def _with_new(kept: list[Block], theirs: list[Block], before: dict[str, Block]) -> list[Block]:
    """Blocks that they added stand behind the one that they put them behind."""
    for number, block in enumerate(theirs):
        if block["id"] in before or any(each["id"] == block["id"] for each in kept):
            continue
        ahead = {each["id"] for each in theirs[:number]}
        place = max((place for place, each in enumerate(kept, 1) if each["id"] in ahead), default=0)
        kept.insert(place, block)
    return kept


def _called(block: Block) -> str:
    value = block["value"] if isinstance(block["value"], dict) else {}
    return str(value.get("title") or value.get("label") or value.get("key") or block["type"])
