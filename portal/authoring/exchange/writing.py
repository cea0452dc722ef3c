"""Rows written as the starter's files are: YAML 1.2, names and titles first, where something comes from last.

Long texts are folded, short lists stand on a line, ``yes`` and ``no`` are words. Read back, a text gives the
same row; comments have no place in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

WIDTH = 110
LONG = 90
"""A text over so many characters is folded."""
SHORT = 48
"""A list of texts that are all this short stands on one line, wrapped where it has to be."""
SAFE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9 ._/()§-]*[A-Za-z0-9)_])?")
"""What needs no quotes inside brackets, unless YAML would read it as something else than text."""
FIRST = ("id", "title", "key", "from", "through")
SOURCE = ("cites", "url", "confidence", "checked", "review", "law")
"""The keys of a source, in the order in which the starter writes them."""


def yaml_text(row: Any) -> str:
    """A row, or a list of rows, as a text of the starter format."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.representer.ignore_aliases = lambda _value: True  # a day that stands twice is written twice
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(_written(row), stream)
    return stream.getvalue().replace(", \n", ",\n")


def in_order(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its keys as people expect them."""
    first = [key for key in FIRST if key in row] if "id" in row or "amount" in row else []
    last = [key for key in SOURCE if key in row] if "cites" in row or "checked" in row else []
    middle = [key for key in row if key not in first and key not in last]
    return {key: row[key] for key in (*first, *middle, *last)}


def _written(value: Any) -> Any:
    if isinstance(value, Mapping):
        return CommentedMap((_key(key), _written(item)) for key, item in in_order(value).items())
    if isinstance(value, list | tuple):
        return _list(value)
    return _text(value) if isinstance(value, str) else value


def _key(key: str) -> str:
    return key if SAFE.fullmatch(key) else DoubleQuotedScalarString(key)


def _list(items: list[Any] | tuple[Any, ...]) -> CommentedSeq:
    on_a_line = all(isinstance(item, str) and len(item) <= SHORT for item in items)
    if not on_a_line:
        return _rows(items)
    written = CommentedSeq(item if SAFE.fullmatch(item) else DoubleQuotedScalarString(item) for item in items)
    written.fa.set_flow_style()
    return written


def _rows(items: Iterable[Any]) -> CommentedSeq:
    """Rows below each other; those with a name of their own stand apart."""
    written = CommentedSeq(_written(item) for item in items)
    for number, item in enumerate(written):
        if number and isinstance(item, CommentedMap) and "id" in item:
            written.yaml_set_comment_before_after_key(number, before="\n")
    return written


def _text(text: str) -> Any:
    """A text of one line; a long one in which only single spaces part the words is folded."""
    if len(text) > LONG and text == " ".join(text.split()):
        return FoldedScalarString(text)
    if not text[:1].isalpha() or ": " in text or " #" in text:
        return DoubleQuotedScalarString(text)
    return text
