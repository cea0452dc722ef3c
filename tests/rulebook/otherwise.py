"""Every way in which one value of a rulebook could be another: for tests that nothing differs unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from functools import singledispatch
from typing import Any

from portal.rules.law import Rulebook

DAY = date(2020, 1, 1)
Variant = tuple[str, Any]
"""Where a value differs, such as ``source.checked``, and the value with this difference."""


@singledispatch
def variants(value: Any) -> Iterator[Variant]:
    """``value`` with one thing changed, for each thing in it that can be."""
    if is_dataclass(value):
        for field in fields(value):
            may_be_none = "None" in str(field.type) and getattr(value, field.name) is not None
            none: list[Variant] = [("none", None)] if may_be_none else []
            for where, other in [*variants(getattr(value, field.name)), *none]:
                try:
                    yield f"{field.name} {where}", replace(value, **{field.name: other})
                except ValueError:
                    continue  # a span that would end before it starts


@variants.register
def _flag(value: bool) -> Iterator[Variant]:
    yield "turned", not value


@variants.register
def _number(value: int) -> Iterator[Variant]:
    yield "more", value + 1


@variants.register
def _text(value: str) -> Iterator[Variant]:
    yield "text", f"{value}x"


@variants.register
def _kind(value: Enum) -> Iterator[Variant]:
    yield "kind", next(other for other in type(value) if other is not value)


@variants.register
def _day(value: date) -> Iterator[Variant]:
    yield "day", value + timedelta(days=1)


@variants.register
def _nothing(value: None) -> Iterator[Variant]:
    yield "a day", DAY


@variants.register
def _set(value: frozenset) -> Iterator[Variant]:  # type: ignore[type-arg]
    yield "more", value | {"zz"}
    yield "less", frozenset(sorted(value)[1:])


@variants.register
def _row(value: tuple) -> Iterator[Variant]:  # type: ignore[type-arg]
    for place, item in enumerate(value):
        for where, other in variants(item):
            yield f"{place} {where}", (*value[:place], other, *value[place + 1 :])
    if value:
        yield "less", value[1:]
    if len(value) > 1:
        yield "turned", value[::-1]


@variants.register
def _words(value: Mapping) -> Iterator[Variant]:  # type: ignore[type-arg]
    for key, item in value.items():
        for where, other in variants(item):
            yield f"[{key}] {where}", {**value, key: other}
        yield f"[{key}] gone", {one: other for one, other in value.items() if one != key}
    yield "new", {**value, "zz": {"en": "New"}}


def one_of_each_shape(book: Rulebook, most: int = 25) -> Iterator[tuple[str, Rulebook]]:
    """The rulebook with one difference, once for each shape that a difference of ``most`` things can have."""
    seen = set()
    for field in fields(book):
        for where, other in _sample(getattr(book, field.name), most):
            shape = re.sub(r"\d+|\[[^]]*\]", "", f"{field.name} {where}")
            if shape not in seen:
                seen.add(shape)
                yield f"{field.name} {where}", replace(book, **{field.name: other})


def _sample(value: Any, most: int) -> Iterator[Variant]:
    if not isinstance(value, tuple):
        yield from variants(value)
        return
    for place in range(0, len(value), 1 + len(value) // most):
        for where, other in variants(value[place]):
            yield f"{place} {where}", (*value[:place], other, *value[place + 1 :])
    yield "less", value[1:]
    yield "turned", value[::-1]


def things(book: Rulebook) -> list[tuple[str, int]]:
    """Every thing that a rulebook holds, by its field and its place."""
    return [
        (field.name, place)
        for field in fields(book)
        if isinstance(getattr(book, field.name), tuple)
        for place in range(len(getattr(book, field.name)))
    ]
