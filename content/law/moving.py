"""Whether the law that a page rests on still says what it said when the page was published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from wagtail.models import Page

from content.law.telling import Teller, rule_of
from content.records import LawReference
from portal.rulebook.queries import LoadedEdition
from portal.rulebook.wording import Wording
from portal.rules.law import Source

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
    return hashlib.sha256(said.encode()).hexdigest() if said else ""


def _said(edition: LoadedEdition, kind: str, key: str) -> str:
    if kind == Kind.FIGURE:
        figure = edition.law.figures.get(key)
        return repr([(value.span, value.amount, value.note) for value in figure.values]) if figure else ""
    if kind == Kind.RULE:
        rule = rule_of(edition, key)
        if rule is None:
            units = (unless for rule in edition.law.book.rules for unless in rule.unless if unless.id == key)
            unit = next(units, None)
            return repr(replace(unit, source=Source())) if unit else ""
        return repr(replace(rule, source=Source(), unless=()))
    rules = [rule for rule in edition.law.book.rules if rule.agency == key]
    return repr([replace(rule, source=Source(), unless=()) for rule in rules]) if rules else ""


def title_of(law: Teller, kind: str, key: str) -> str:
    wording = Wording(law.edition.law, law.day, law.language)
    if kind == Kind.FIGURE:
        figure = law.edition.law.figures.get(key)
        return wording.say(figure.words, "title")[:255] if figure else ""
    if kind == Kind.RULE:
        rule = rule_of(law.edition, key)
        return wording.say(rule.words, "title")[:255] if rule else key
    return key
