"""Whether the law that a page rests on still says what it said when the page was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from wagtail.models import Page

from content.law.telling import Teller, rule_of
from content.records import LawReference
from portal.rulebook.queries import LoadedEdition
from portal.rulebook.wording import Wording
from portal.rules.codec import canonical, fingerprint
from portal.rules.law import Rule, Source, Unless

Kind = LawReference.Kind


@dataclass(frozen=True, slots=True)
class Moved:
    """A thing of law that a page names and that says something else by now, or is gone."""

    kind: str
    key: str
    title: str
    is_gone: bool


def moved(page: Page, law: Teller) -> tuple[Moved, ...]:
    """What of a page's law says something else since the page was published; one query."""
    return tuple(_moved(page.law_references.all(), law))


def _moved(rows: Iterable[LawReference], law: Teller) -> Iterator[Moved]:
    for row in rows:
        now = digest(law.edition, row.kind, row.key)
        if now != row.digest:
            yield Moved(row.kind, row.key, title_of(law, row.kind, row.key) or row.title, not now)


def pages_moved(law: Teller) -> dict[int, tuple[Moved, ...]]:
    """All live pages whose law moved, by page id; one query."""
    by_page: dict[int, list[LawReference]] = {}
    for row in LawReference.objects.filter(page__live=True).order_by("page_id", "kind", "key"):
        by_page.setdefault(row.page_id, []).append(row)
    found = {page: tuple(_moved(rows, law)) for page, rows in by_page.items()}
    return {page: things for page, things in found.items() if things}


@lru_cache(maxsize=4096)
def digest(edition: LoadedEdition, kind: str, key: str) -> str:
    """A hash of what a thing of law says, whatever was only checked again; empty when it is not there."""
    said = _said(edition, kind, key)
    return fingerprint(canonical(said)) if said else ""


def _said(edition: LoadedEdition, kind: str, key: str) -> Any:
    """What the thing says, without where it comes from: a source that is read again changes nothing."""
    book = edition.law.book
    if kind == Kind.FIGURE:
        figure = edition.law.figures.get(key)
        return [(value.span, value.amount, value.note) for value in figure.values] if figure else None
    if kind == Kind.RULE:
        units: list[Rule | Unless] = [*book.rules]
        units += [unless for rule in book.rules for unless in rule.unless]
        return next((_bare(unit) for unit in units if unit.id == key), None)
    return [_bare(rule) for rule in book.rules if rule.agency == key]


def _bare(unit: Rule | Unless) -> Rule | Unless:
    if isinstance(unit, Rule):
        return replace(unit, source=Source(), unless=())
    return replace(unit, source=Source())


def title_of(law: Teller, kind: str, key: str) -> str:
    wording = Wording(law.edition.law, law.day, law.language)
    if kind == Kind.FIGURE:
        figure = law.edition.law.figures.get(key)
        return wording.say(figure.words, "title")[:255] if figure else ""
    if kind == Kind.RULE:
        rule = rule_of(law.edition, key)
        return wording.say(rule.words, "title")[:255] if rule else key
    return key
