"""Where in a row something stands, and what its values may be.

A row comes from a file that people wrote. What has no place in an object is refused with the keys and numbers
that lead to it; where faults are gathered, the rest of the row is looked at too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any, NoReturn

from portal.rulebook.conditions_format import StarterError

Path = tuple[Any, ...]
"""Keys and numbers (from 0) that lead to a value, from the top of a row."""


class PlacedError(StarterError):
    """A value of a row has no place in an object."""

    def __init__(self, message: str, path: Path) -> None:
        self.message = message
        self.path = path
        super().__init__(f"{where(path)}: {message}" if path else message)


def where(path: Path) -> str:
    """A path for people: numbers count from 1."""
    return " / ".join(str(step + 1 if isinstance(step, int) else step) for step in path)


_path: ContextVar[Path] = ContextVar("path", default=())
_gathered: ContextVar[list[PlacedError] | None] = ContextVar("gathered", default=None)


@contextmanager
def at(*steps: Any) -> Iterator[None]:
    """What is read inside stands under these keys or numbers."""
    token = _path.set((*_path.get(), *steps))
    try:
        yield
    except PlacedError as fault:
        found = _gathered.get()
        if found is None:
            raise
        found.append(fault)
    finally:
        _path.reset(token)


@contextmanager
def gathering() -> Iterator[list[PlacedError]]:
    """Gather the faults of everything read inside. With any of them, what was read is not whole."""
    found: list[PlacedError] = []
    token = _gathered.set(found)
    try:
        with at():
            yield found
    finally:
        _gathered.reset(token)


def refuse(message: str) -> NoReturn:
    raise PlacedError(message, _path.get())


# Values


def plain(value: Any) -> Any:
    """One word, number or day; nothing else fits into a field."""
    if isinstance(value, datetime) or not isinstance(value, str | int | float | date | None):
        refuse(f"a plain value is needed, not {value!r:.60}")
    if isinstance(value, float) and not math.isfinite(value):
        refuse("a number is needed")
    return value.isoformat() if isinstance(value, date) else value


def text_in(value: Any) -> str:
    """A text; nothing is an empty one."""
    if isinstance(value, bool):
        refuse(f"a text is needed, not {value!r}")
    return str(plain(value)) if value is not None else ""


def listed(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple | None):
        refuse(f"a list is needed, not {value!r:.60}")
    return list(value or ())


def texts_in(value: Any) -> list[str]:
    """A list of texts. A number in it is refused: YAML takes the zero from a code such as 0302."""
    texts = []
    for number, item in enumerate(listed(value)):
        with at(number):
            if not isinstance(item, str):
                refuse(f"a text is needed, not {item!r:.60}: put it in quotes")
            texts.append(item)
    return texts


def mapping_in(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping | None):
        refuse(f"keys with values are needed, not {value!r:.60}")
    return value or {}


def day_in(value: Any) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if not isinstance(value, date) or isinstance(value, datetime):
        refuse(f"a day is needed, such as 2026-03-31, not {value!r:.60}")
    return value


def yes_or_no(value: Any) -> bool:
    if value not in ("yes", "no", True, False, None):
        refuse(f"yes or no is needed, not {value!r:.60}")
    return value in ("yes", True)
