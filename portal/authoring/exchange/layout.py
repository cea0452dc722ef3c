"""The whole law as a folder of starter files, so that a change on the site can be reviewed as one of files.

Every row stands in the file where the starter has it; what is new stands at the end. A reader takes files in
the order of their names, so a row only stands where that keeps its place in the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any

from portal.authoring import law
from portal.authoring.exchange.writing import yaml_text
from portal.authoring.law import Gathered
from portal.rulebook.documents import QUESTION_FILES, REMARK_FILES, Documents, read_yaml
from portal.rulebook.starter_reader import STARTER
from portal.rulebook.starter_words import Row, is_yes

SHIPMENT, GOODS = (f"questions/{name}.yaml" for name in QUESTION_FILES)
FIGURES = "figures*.yaml"
CATEGORIES, CITATIONS = "categories.yaml", "citations/entry.yaml"
HEAD = ("title", "covers", "agencies_from", "review_after_days", "strictness", "verdicts", "goals")
CITED = ("cites", "note cites")
File = tuple[str, Any]
"""The path of a file in the folder, and what it holds."""


def texts(found: Mapping[str, Any]) -> dict[str, str]:
    """Files as texts."""
    return {name: yaml_text(value) for name, value in found.items()}


def files(gathered: Gathered) -> dict[str, Any]:
    """The starter files that the objects make: what each holds, by its path in the folder."""
    addresses: dict[str, str] = {}
    rows = law.documents(gathered)
    found = [*_head(rows), *_questions(rows), *_figures(rows), *_topics(rows), *_rest(rows)]
    plain = {name: _plain(value, addresses) for name, value in found}
    return plain | dict(_citations(addresses))


def strays(folder: Path, written: Iterable[str]) -> list[str]:
    """Files of a folder that a reader would take for law, and that this export does not write."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
    return sorted(there - set(written))


def _starter(name: str) -> Any:
    return read_yaml((STARTER / name).read_text(encoding="utf-8"), name)


def _head(rows: Documents) -> Iterator[File]:
    frame = rows.frame
    yield "rulebook.yaml", {key: frame[key] for key in HEAD if key in frame}
    yield "countries.yaml", frame["countries"]
    # What no object holds stays as the starter has it.
    kept = {key: value for key, value in _starter(CATEGORIES).items() if key not in ("aisles", "categories")}
    yield CATEGORIES, kept | {"aisles": frame.get("aisles", []), "categories": list(rows.categories)}


def _questions(rows: Documents) -> Iterator[File]:
    """Groups about what the goods are stand in a file of their own, with all questions from theirs on."""
    groups = list(rows.frame.get("groups", ()))
    size = max((place for place, row in enumerate(groups, 1) if not is_yes(row.get("product"))), default=0)
    about_goods = [{key: row[key] for key in row if key != "product"} for row in groups[size:]]
    keys = {row["key"] for row in about_goods}
    first = list(takewhile(lambda row: row.get("group") not in keys, rows.questions))
    yield SHIPMENT, {"groups": groups[:size], "questions": first}
    yield GOODS, {"groups": about_goods, "questions": list(rows.questions[len(first) :])}


def _figures(rows: Documents) -> Iterator[File]:
    """A figure stands where the starter has it, or beside the one before it where that keeps the order."""
    names = sorted(path.name for path in STARTER.glob(FIGURES))
    place = {row["key"]: name for name in names for row in _starter(name)["figures"]}
    found: dict[str, list[Row]] = {name: [] for name in names}
    here = names[0]
    for row in rows.figures:
        here = max(here, place.get(row["key"], here))
        found[here].append(row)
    for name, figures in found.items():
        yield name, {"figures": figures}


def _topics(rows: Documents) -> Iterator[File]:
    for folder, key, topics in (
        ("topics/entry", "topic", rows.entry_topics),
        ("topics/agencies", "agency", rows.agencies),
    ):
        last = ""
        for topic in topics:
            last = _name_after(last, str(topic[key]).lower())
            yield f"{folder}/{last}.yaml", {name: topic[name] for name in _rules_last(topic)}


def _name_after(last: str, name: str) -> str:
    """A file name that comes after the last one: the topic's own, or one that begins like the last one."""
    return name if f"{name}.yaml" > f"{last}.yaml" or not last else f"{last}_{name}"


def _rules_last(topic: Row) -> list[str]:
    return [*(name for name in topic if name != "rules"), "rules"]


def _rest(rows: Documents) -> Iterator[File]:
    yield "lists.yaml", {"lists": list(rows.lists)}
    for kind, name in REMARK_FILES.items():
        yield f"{name}.yaml", {kind: list(rows.remarks.get(kind, ()))}


# Citations: labels in the rows, their addresses in files of their own


def _plain(value: Any, addresses: dict[str, str]) -> Any:
    """The same rows with labels only; the addresses that stood beside them are put into ``addresses``."""
    if isinstance(value, Mapping):
        cited = partial(_label, addresses=addresses)
        return {
            key: list(map(cited, item)) if key in CITED else _plain(item, addresses)
            for key, item in value.items()
        }
    return [_plain(item, addresses) for item in value] if isinstance(value, list | tuple) else value


def _label(cite: Any, addresses: dict[str, str]) -> str:
    if not isinstance(cite, Mapping):
        return str(cite)
    addresses[cite["label"]] = cite["url"]
    return str(cite["label"])


def _citations(addresses: Mapping[str, str]) -> Iterator[File]:
    """Each address in the file where the starter has its label."""
    found: dict[str, dict[str, str]] = {}
    place: dict[str, str] = {}
    for path in sorted((STARTER / "citations").glob("*.yaml")):
        name = path.relative_to(STARTER).as_posix()
        found[name] = {}
        place |= dict.fromkeys(_starter(name) or (), name)
    for label, address in sorted(addresses.items()):
        found[place.get(label, CITATIONS)][label] = address
    yield from found.items()
