"""An object checked as its form would check it, with the place of every fault in its row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.fields import StreamField

from portal.authoring.admin.viewsets import LAW_VIEWSETS
from portal.authoring.blocks.conditions import ConditionBlock
from portal.authoring.blocks.lines import LineBlock
from portal.authoring.objects.base import LawObject
from portal.authoring.placing import Path
from portal.authoring.rows import row_key

Placed = tuple[Path, str]
"""A place in the row, and what is wrong there."""
FORMS = {each.model: each for each in LAW_VIEWSETS}


def faults(draft: LawObject, by: Any) -> Iterator[Placed]:
    """What the form would say of each field that stands in the row; then it holds the cleaned values."""
    places = draft.places()
    form = FORMS[type(draft)]().get_form_class()(instance=draft, for_user=by)
    for name, path in places.items():
        field = form.fields.get(name)
        if field is None or field.disabled:
            continue
        try:
            setattr(draft, name, field.clean(getattr(draft, name)))
        except ValidationError as error:
            yield from _in_field(draft, name, path, error)
    try:
        draft.clean()
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in told.items():
            yield from ((places.get(name, ()), message) for message in messages)


def _in_field(draft: LawObject, name: str, path: Path, error: ValidationError) -> Iterator[Placed]:
    field: Any = draft._meta.get_field(name)
    if not isinstance(field, StreamField):
        yield from ((path, message) for message in error.messages)
        return
    for inside, message in _in_block(field.stream_block, getattr(draft, name), error):
        # The one block of a merged field has no place of its own: its keys stand in the row itself.
        yield (*path, *(inside[1:] if name in draft.merged else inside)), message


def _in_block(block: Any, value: Any, error: ValidationError) -> Iterator[Placed]:
    """The faults of a block and of all inside it; a line of a condition is one place."""
    inner: dict[Any, ValidationError] = getattr(error, "block_errors", {})
    if not hasattr(error, "block_errors"):
        yield from (((), message) for message in error.messages)
        return
    yield from (((), message) for each in _own(error) for message in each.messages)
    for step, each in inner.items():
        child, inside = _child(block, value, step)
        for path, message in _in_block(child, inside, each):
            if isinstance(block, LineBlock):
                yield (), f"{child.label}: {message}"
            else:
                yield (*_step(block, child, step), *path), message


def _own(error: Any) -> list[ValidationError]:
    """What is wrong with a block as a whole."""
    found: list[ValidationError] = error.non_block_errors.as_data()
    return found


def _child(block: Any, value: Any, step: Any) -> tuple[Any, Any]:
    """What stands under a name or number of a block, with its value."""
    if isinstance(block, blocks.StructBlock):
        return block.child_blocks[step], value.get(step)
    if isinstance(block, blocks.StreamBlock):
        return value[step].block, value[step].value
    return block.child_block, value[step]


def _step(block: Any, child: Any, step: Any) -> Path:
    """The way from a block's row to that of its child."""
    if isinstance(block, blocks.StructBlock):
        return (row_key(child, step),)
    return (step, "any of") if isinstance(child, ConditionBlock) else (step,)
