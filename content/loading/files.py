"""The files of the starter library: one page a file, the folder is the place in the tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

STARTER = Path(__file__).resolve().parent.parent / "starter"
INDEX = "_index"


class StarterPageError(ValueError):
    """A starter file is not as it has to be; the message names the file."""


@dataclass(slots=True)
class PageFile:
    """One page to be made, with the pages below it."""

    path: Path
    slug: str
    row: dict[str, Any]
    below: list[PageFile] = field(default_factory=list)

    def __iter__(self) -> Iterator[PageFile]:
        """This page and all below it, from the top."""
        yield self
        for page in self.below:
            yield from page


def library(folder: Path = STARTER / "library") -> PageFile:
    """The tree of pages below the home page."""
    return _folder(folder, "guidance")


def _folder(folder: Path, slug: str) -> PageFile:
    index = folder / f"{INDEX}.yaml"
    top = PageFile(index, slug, read(index))
    for path in folder.iterdir():
        if path.is_dir():
            top.below.append(_folder(path, path.name))
        elif path.suffix == ".yaml" and path != index:
            top.below.append(PageFile(path, path.stem, read(path)))
    top.below.sort(key=lambda page: (page.row.get("order", 1000), page.slug))
    return top


def rows(folder: str) -> Iterator[dict[str, Any]]:
    """The rows of every list in a folder of the starter, such as ``glossary``."""
    for path in sorted((STARTER / folder).glob("*.yaml")):
        yield from read(path) or ()


def read(path: Path) -> Any:
    """One file; YAML 1.2, in which the country code NO is not "false"."""
    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (YAMLError, FileNotFoundError) as error:
        raise StarterPageError(f"{path}: {error}") from None
