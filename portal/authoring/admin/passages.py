"""How something reads: passages, each a heading with lines under it, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.authoring.legible import Legible
from portal.rulebook.citations import address_of
from portal.rulebook.telling.clauses import Line
from portal.rules.law import Citation


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with lines under it. ``source``: where it comes from, if not from where the whole does."""

    text: str
    lines: tuple[Line, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """How a rule, a figure or another thing reads.

    ``lead`` and ``passages`` tell it at length, a rule also by ``days``, ``status`` and ``asks``.
    ``sentence`` is all of a rule in one sentence. With a ``fault`` it cannot be read yet, and nothing else
    is told. ``ordered``: the passages stand in an order that counts.
    """

    id: str
    title: str
    sentence: str = ""
    lead: str = ""
    days: str = ""
    status: str = ""
    passages: tuple[Passage, ...] = ()
    asks: str = ""
    cites: tuple[Citation, ...] = ()
    checked: str = ""
    page: str = ""
    fault: str = ""
    ordered: bool = False


def plain_lines(texts: Iterable[str]) -> tuple[Line, ...]:
    """Texts as lines of a list."""
    return tuple(Line(text, text) for text in texts if text)


def cited(known: Legible, labels: Iterable[str]) -> tuple[Citation, ...]:
    """Citations with the addresses at which they can be read; an unknown address is empty."""
    told = known.reader.sources.addresses
    return tuple(Citation(label, told.get(label) or address_of(label) or "") for label in labels)
