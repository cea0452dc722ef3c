"""A file that somebody uploads: its row, and on which line each value of it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.composer import MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tag import Tag

from portal.authoring.placing import Path

LARGEST = 1024 * 1024
DEEPEST = 50
"""So many values inside each other; a row of law has about ten."""
_OPENED = re.compile(rf"(?:[\[{{]\s*){{{DEEPEST}}}")
"""Many brackets in a row, which the scanner would look at again and again."""
TIMESTAMP, TEXT = "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file is not taken. ``line`` counts from 1, and is nothing where the whole file is meant."""

    line: int | None
    place: str
    message: str

    def __str__(self) -> str:
        told = [_("Line %(line)s") % {"line": self.line} if self.line else "", self.place]
        head = ", ".join(filter(None, told))
        return f"{head}: {self.message}" if head else self.message


class UnreadableError(ValueError):
    """A file that is no row at all, with the one fault that says why."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.fault = Fault(line, "", message)
        super().__init__(str(self.fault))


class Sheet:
    """A row with the lines of its values."""

    def __init__(self, value: Mapping[str, Any], lines: Mapping[Path, int]) -> None:
        self.value = value
        self.lines = lines

    def fault(self, path: Path, message: str) -> Fault:
        """A fault at a value, or where it is missing at what it is missing from."""
        known = next((path[:size] for size in range(len(path), -1, -1) if path[:size] in self.lines), ())
        return Fault(self.lines.get(known), " / ".join(self._named(path)), message)

    def _named(self, path: Path) -> Iterator[str]:
        """The steps of a path for people: a row of a list by its name, where it has one."""
        value: Any = self.value
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                value = None
            if isinstance(step, int):
                row = value if isinstance(value, Mapping) else {}
                yield str(row.get("id") or row.get("key") or row.get("outcome") or step + 1)
            else:
                yield str(step)


def read_sheet(data: bytes) -> Sheet:
    """The row of an uploaded file; raises ``UnreadableError``."""
    if len(data) > LARGEST:
        raise UnreadableError(_("The file is larger than 1 MB."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(_("The file is not UTF-8 text.")) from None
    if opened := _OPENED.search(text):
        raise UnreadableError(_("It is nested too deeply."), text.count("\n", 0, opened.start()) + 1)
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = DEEPEST
    try:
        node = yaml.compose(text)
        lines = _lines(node)
        value = yaml.constructor.construct_document(node) if node else None
    except MaxDepthExceededError as error:
        raise UnreadableError(_("It is nested too deeply."), _line(error)) from None
    except MarkedYAMLError as error:
        raise UnreadableError(_("It is no YAML: %(why)s") % {"why": error.problem}, _line(error)) from None
    except YAMLError as error:
        why = str(error).splitlines()[0]
        raise UnreadableError(_("It is no YAML: %(why)s") % {"why": why}) from None
    if not isinstance(value, dict):
        raise UnreadableError(_("The file holds no keys with values at its top."))
    return Sheet(value, lines)


def _line(error: MarkedYAMLError) -> int | None:
    return error.problem_mark.line + 1 if error.problem_mark else None


def _lines(node: Node | None) -> dict[Path, int]:
    """The line of every value by its path. What is no day stays a text, to be refused with its place."""
    lines: dict[Path, int] = {}
    seen: set[int] = set()
    waiting: list[tuple[Path, Node]] = [((), node)] if node else []
    while waiting:
        path, found = waiting.pop()
        line = found.start_mark.line + 1
        if id(found) in seen:
            raise UnreadableError(_("References to another place of the file (*name) cannot be used."), line)
        seen.add(id(found))
        lines[path] = line
        if isinstance(found, ScalarNode):
            if found.tag == TIMESTAMP and not _is_day(found.value):
                found.ctag = Tag(suffix=TEXT)
        elif isinstance(found, SequenceNode):
            waiting += [((*path, number), item) for number, item in enumerate(found.value)]
        elif isinstance(found, MappingNode):
            waiting += [((*path, str(key.value)), item) for key, item in found.value]
            for key, _item in found.value:
                lines[(*path, str(key.value))] = key.start_mark.line + 1
    return lines


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
