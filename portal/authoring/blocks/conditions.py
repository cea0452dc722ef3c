"""Conditions as blocks: lines of which all must hold, where a line may be "any of these"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.authoring.blocks.lines import (
    AlwaysLine,
    AmountLine,
    ChoiceLine,
    CodesLine,
    CountLine,
    CountryLine,
    DayLine,
    DecidedLine,
    FoundLine,
    GoodsLine,
    LineBlock,
    UnsettledLine,
    YesNoLine,
)
from portal.authoring.placing import at, listed, refuse
from portal.authoring.rows import raw_of, row_of, stream_item


class ConditionBlock(blocks.StreamBlock):
    """Lines of which all must hold."""

    class Meta:
        icon = "list-ul"
        collapsed = True


@row_of.register
def _condition_row(block: ConditionBlock, raw: Any) -> Any:
    return [_line_of(block.child_blocks[item["type"]], item["value"]) for item in raw or ()]


def _line_of(block: Any, raw: Any) -> dict[str, Any]:
    if isinstance(block, ConditionBlock):
        return {"any of": row_of(block, raw)}
    return block.line(raw) if isinstance(block, LineBlock) else row_of(block, raw)


@raw_of.register
def _condition_raw(block: ConditionBlock, value: Any) -> Any:
    lines = []
    for number, line in enumerate(listed(value)):
        with at(number):
            lines.append(stream_item(*_kept(block, line)))
    return lines


def _kept(block: ConditionBlock, line: Any) -> tuple[str, Any]:
    """The type of block that holds a line, and what it keeps of it."""
    if not isinstance(line, Mapping) or len(line) != 1:
        refuse(f"a line has exactly one key: {line!r:.80}")
    ((key, value),) = line.items()
    for name, child in block.child_blocks.items():
        if isinstance(child, ConditionBlock):
            if key == "any of":
                kept: Any = []
                with at(key):
                    kept = raw_of(child, value)
                return name, kept
        elif isinstance(child, LineBlock) and (found := child.keeps(str(key), value)) is not None:
            return name, found
    return refuse(f"no line of this form can stand here: {line!r:.80}")


RULE_LINES = [
    ("yes_no", YesNoLine()),
    ("choice", ChoiceLine()),
    ("country", CountryLine()),
    ("amount", AmountLine()),
    ("count", CountLine()),
    ("goods", GoodsLine()),
    ("codes", CodesLine()),
    ("day", DayLine()),
    ("found", FoundLine()),
    ("unsettled", UnsettledLine()),
]
DECISION_LINES = [*RULE_LINES, ("decided", DecidedLine())]


def _with_any_of(lines: list[tuple[str, blocks.Block]]) -> list[tuple[str, blocks.Block]]:
    any_of = ConditionBlock(
        lines,
        label=_("Any of these"),
        icon="bars",
        min_num=2,
        help_text=_("One is enough."),
    )
    return [*lines, ("any_of", any_of), ("always", AlwaysLine())]


RULE_CONDITION = _with_any_of(list(RULE_LINES))
DECISION_CONDITION = _with_any_of(list(DECISION_LINES))


def condition(
    lines: list[tuple[str, blocks.Block]] = RULE_CONDITION, *, required: bool = True, **kwargs: Any
) -> ConditionBlock:
    """All of these lines must hold; a line may be "any of these"."""
    kwargs.setdefault("label", _("It holds when all of these lines hold"))
    return ConditionBlock(lines, required=required, **kwargs)
