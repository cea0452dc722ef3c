"""A rulebook as canonical JSON and back, and the hash that names an edition.

Canonical: keys sorted, no spaces, no floats (amounts are whole numbers), days as ISO text, sets as sorted
lists. The same law always gives the same bytes, so the SHA-256 of the text identifies it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from portal.rules import conditions
from portal.rules.law import Rulebook

FORMAT = 1
CONDITIONS = {
    kind.__name__: kind
    for kind in (
        conditions.Yes,
        conditions.OneOf,
        conditions.AtMost,
        conditions.From,
        conditions.Held,
        conditions.Binds,
        conditions.Unsettled,
        conditions.AllOf,
        conditions.AnyOf,
        conditions.Not,
    )
}


class CodecError(ValueError):
    """The text is not an edition that this engine can read."""


def encode(book: Rulebook) -> str:
    """The canonical text of a rulebook."""
    body = {"format": FORMAT, "rulebook": _plain(book)}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(part: Any) -> str:
    """The canonical text of a part of a rulebook: the same in every process."""
    return json.dumps(_plain(part), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """The SHA-256 of a canonical text, in hexadecimal."""
    return sha256(text.encode("utf-8")).hexdigest()


def decode(text: str) -> Rulebook:
    """The rulebook of a canonical text; raises ``CodecError`` when it is not one."""
    try:
        body = json.loads(text)
        if body["format"] != FORMAT:
            raise CodecError(f"edition format {body['format']!r} is not known to this engine")
        return cast(Rulebook, _typed(Rulebook, body["rulebook"]))
    except (KeyError, TypeError, ValueError) as error:
        raise CodecError(f"not a rulebook: {error}") from error


def _plain(value: Any) -> Any:
    if type(value).__name__ in CONDITIONS and type(value) is CONDITIONS[type(value).__name__]:
        return {"test": type(value).__name__} | {
            field.name: _plain(getattr(value, field.name)) for field in fields(value)
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(found)
            for field in fields(value)
            if (found := getattr(value, field.name)) != _default(field)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, float):
        raise CodecError("a rulebook holds no floating-point numbers")
    return value


def _default(field: Field[Any]) -> Any:
    """What a field is when the text leaves it out."""
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: Any) -> Any:
    """The plain ``value`` as the type that a field says it is."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        if isinstance(value, dict) and "test" in value:
            return _condition(value)
        if value is None and NoneType in inner:
            return None
        return _typed(next(option for option in inner if option is not NoneType), value)
    if origin is tuple:
        return tuple(_typed(inner[0], item) for item in value)
    if origin is frozenset:
        return frozenset(value)
    if origin is Mapping:
        return {key: _typed(inner[1], item) for key, item in value.items()}
    if isinstance(kind, type) and kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{key: _typed(hints[key], item) for key, item in value.items()})  # type: ignore[operator]
    return value


def _condition(value: dict[str, Any]) -> Any:
    kind = CONDITIONS[value["test"]]
    hints = _hints(kind)
    return kind(**{key: _typed(hints[key], item) for key, item in value.items() if key != "test"})
