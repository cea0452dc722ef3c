"""The law as plain rows: what a reader makes a rulebook of, wherever the rows are kept.

The starter keeps them in files (`folder_documents`), a running site in the objects that staff edit. One
reader (`starter_reader`) reads both, so that the same law always makes the same edition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from portal.rulebook.conditions_format import StarterError
from portal.rulebook.starter_words import Row

STEPS, CHARGES, WARNINGS, NOTES = "steps", "charges", "warnings", "notes"
REMARK_FILES = {STEPS: "steps", CHARGES: "charges", WARNINGS: "warnings", NOTES: "unsettled"}
QUESTION_FILES = ("shipment", "goods")
"""In the order of asking; the second one's groups are about what the goods are."""


@dataclass(frozen=True, slots=True)
class Documents:
    """Rows by what they are. ``frame``: title, days covered, strictness, verdicts, goals, groups, aisles."""

    frame: Row
    questions: tuple[Row, ...]
    figures: tuple[Row, ...]
    lists: tuple[Row, ...]
    categories: tuple[Row, ...]
    entry_topics: tuple[Row, ...]
    agencies: tuple[Row, ...]
    remarks: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Where citations can be read whose label does not tell it."""


def folder_documents(folder: Path) -> Documents:
    """The rows of a folder of starter files; raises ``StarterError`` with the place of a fault."""
    files = _Files(folder)
    asked = [files.load(f"questions/{name}.yaml") for name in QUESTION_FILES]
    categories = files.load("categories.yaml")
    addresses: dict[str, str] = {}
    for loaded in files.each("citations/*.yaml"):
        addresses.update(loaded or {})
    groups = [
        row | ({"product": "yes"} if name == "goods" else {})
        for name, loaded in zip(QUESTION_FILES, asked, strict=True)
        for row in loaded.get("groups", ())
    ]
    frame = files.load("rulebook.yaml") | {
        "groups": groups,
        "aisles": categories["aisles"],
        "countries": files.load("countries.yaml"),
    }
    return Documents(
        frame=frame,
        questions=tuple(row for loaded in asked for row in loaded["questions"]),
        figures=tuple(files.rows("figures*.yaml", "figures")),
        lists=tuple(files.rows("lists.yaml", "lists")),
        categories=tuple(categories["categories"]),
        entry_topics=tuple(files.each("topics/entry/*.yaml")),
        agencies=tuple(files.each("topics/agencies/*.yaml")),
        remarks={kind: tuple(files.rows(f"{name}.yaml", kind)) for kind, name in REMARK_FILES.items()},
        addresses=addresses,
    )


class _Files:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, name: str | Path) -> Any:
        try:
            return read_yaml((self.folder / name).read_text(encoding="utf-8"), str(name))
        except FileNotFoundError:
            raise StarterError(f"{name}: the file is missing") from None

    def each(self, pattern: str) -> list[Any]:
        """What every file that matches holds, in the order of their names."""
        return [self.load(path.relative_to(self.folder)) for path in sorted(self.folder.glob(pattern))]

    def rows(self, pattern: str, key: str) -> Iterator[Row]:
        """The rows of every file that matches; a file is a list, or holds its list under ``key``."""
        for loaded in self.each(pattern):
            yield from loaded.get(key, ()) if isinstance(loaded, dict) else loaded or ()


def read_yaml(text: str, name: str) -> Any:
    """A text of the starter format; YAML 1.2, in which the country code NO is not "false"."""
    try:
        return YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise StarterError(f"{name}: {error}") from None
