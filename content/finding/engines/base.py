"""What every full text can do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, Protocol

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from content.finding.words import Term

TITLE, ALSO, SUMMARY, BODY = 10.0, 8.0, 4.0, 1.0
"""How much a word counts by where it stands."""

START, END = "\x02", "\x03"
"""Around what was found, before the text is made safe: no text of ours holds them."""


class Width(Enum):
    """Where words are looked for. Ranking costs by the match, so very common words are looked for in less."""

    ALL = ("title", "also", "summary", "body")
    HEADS = ("title", "also", "summary")
    NAMES = ("title", "also")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: ``every`` term or at least one, with the facets that must be there."""

    terms: tuple[Term, ...]
    language: str
    every: bool = True
    facets: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()


class Hit(NamedTuple):
    """An entry that was found. ``score`` only compares the hits of one search."""

    id: int
    kind: str
    facets: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Extract:
    """The title and a passage of an entry, what was found in ``mark`` elements; both are safe markup."""

    title: SafeString
    text: SafeString


class Engine(Protocol):
    """The full text of one database. Whatever a visitor typed, no call fails for its syntax."""

    def count(self, wanted: Wanted, *, most: int) -> int:
        """How many entries match; it stops counting at ``most``."""

    def best(self, wanted: Wanted, width: Width, *, among: int) -> list[Hit]:
        """Matches, the best first; of very many, ``among`` so many, since ranking costs by the match."""

    def extracts(self, wanted: Wanted, ids: list[int]) -> dict[int, Extract]:
        """Titles and passages of some matches by their ids."""

    def settle(self) -> None:
        """After many writes: put what was written in order, so that finding costs as little as it can."""


def marked(text: str) -> SafeString:
    """Safe markup of a text in which START and END stand around what was found."""
    safe = str(escape(text)).replace(START, "<mark>").replace(END, "</mark>")
    return mark_safe(safe)  # noqa: S308 - escaped, and the marks are ours
