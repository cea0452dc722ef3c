"""What of a report is compared. Who sent it is no part of it, and must never be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

MOST_ACCUSED = 50
MOST_FILES = 50


@dataclass(frozen=True, slots=True, order=True)
class Accused:
    """One firm or person, as typed."""

    name: str = ""
    also: str = ""
    address: str = ""
    country: str = ""
    website: str = ""
    store: str = ""
    phone: str = ""
    email: str = ""
    importer_number: str = ""


@dataclass(frozen=True, slots=True, order=True)
class KnownFile:
    """``sha256`` holds the hashes of the file as it came and of its clean copy; ``image_hash`` is of
    `images.image_hash`, empty for what is no picture.
    """

    sha256: tuple[str, ...] = ()
    image_hash: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Accused and files stand in an order of their own: that of the report makes no difference."""

    category: str = ""
    accused: tuple[Accused, ...] = ()
    story: str = ""
    """What happened, how it is known and what shows it."""
    goods: str = ""
    numbers: str = ""
    files: tuple[KnownFile, ...] = ()
    sent_on: date | None = None

    def __repr__(self) -> str:
        return "Facts(…)"  # it is plain text of a report, and tracebacks are logged


def facts_of(
    answers: Mapping[str, Any], files: Iterable[Mapping[str, Any]] = (), *, sent_on: date | None = None
) -> Facts:
    """Read the steps of a report as they are sealed, and of each file what is ``told``.

    A file may also have ``image_hash``. Whatever is missing or of another shape counts as not answered.
    """
    what, goods, evidence = (_part(answers, step) for step in ("what", "goods", "evidence"))
    who = answers.get("who")
    accused = [_accused(one) for one in who if isinstance(one, Mapping)] if isinstance(who, list) else []
    told = (_text(what, "story"), _text(evidence, "how"), _text(evidence, "proof"))
    return Facts(
        category=_text(what, "category"),
        accused=tuple(sorted(accused)[:MOST_ACCUSED]),
        story="\n".join(filter(None, told)),
        goods=_text(goods, "what"),
        numbers=_text(goods, "numbers"),
        files=tuple(sorted(_file(one) for one in files)[:MOST_FILES]),
        sent_on=sent_on,
    )


def _part(answers: Mapping[str, Any], step: str) -> Mapping[str, Any]:
    part = answers.get(step)
    return part if isinstance(part, Mapping) else {}


def _text(part: Mapping[str, Any], field: str) -> str:
    value = part.get(field)
    return value if isinstance(value, str) else ""


def _accused(one: Mapping[str, Any]) -> Accused:
    return Accused(**{field: _text(one, field) for field in Accused.__dataclass_fields__})


def _file(one: Mapping[str, Any]) -> KnownFile:
    hashes = {_text(one, "sha256"), _text(one, "clean_sha256")} - {""}
    return KnownFile(tuple(sorted(hashes)), _text(one, "image_hash"))
