"""Every rule of every topic in one list: how it reads, where it is edited, whether it is law yet."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.authoring.admin.reading import ReadBack, rule_read, rule_rows
from portal.authoring.newest import Newest, newest
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.topics import TOPICS

PROPOSED = "proposed"


class Change(Enum):
    """How the newest draft of a rule stands to what is published."""

    NONE = "none"
    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


CHANGE_WORDS = {
    Change.NEW: _("draft: new"),
    Change.CHANGED: _("draft: changed"),
    Change.REMOVED: _("draft: removed"),
}


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A rule as the list tells it: its newest draft, or what is published where the draft leaves it out.

    ``fault`` says why it cannot be read yet; then there is no ``sentence``.
    """

    id: str
    title: str
    topic: LawObject
    block: str
    sentence: str
    fault: str
    first_day: date | None
    last_day: date | None
    confidence: str
    checked: date | None
    review: date | None
    cites: tuple[str, ...]
    proposed: bool
    change: Change

    @property
    def is_live(self) -> bool:
        """Whether some version of it is published."""
        return self.change is not Change.NEW

    @property
    def differs(self) -> bool:
        """Whether the newest draft says something else than what is published."""
        return self.change is not Change.NONE

    @property
    def change_words(self) -> Any:
        return CHANGE_WORDS[self.change]

    @property
    def topic_name(self) -> str:
        """Where it stands, as one word of an address."""
        return topic_name(self.topic)

    def covers(self, day: date) -> bool:
        """Whether it is in force for arrivals on this day."""
        since, until = self.first_day or date.min, self.last_day or date.max
        return since <= day <= until

    def says(self, words: list[str]) -> bool:
        """Whether each of these words, in small letters, stands somewhere in it."""
        text = "\n".join((self.title, self.id, self.sentence, *self.cites)).casefold()
        return all(word in text for word in words)


def topic_name(topic: LawObject) -> str:
    return f"{topic._meta.model_name}:{topic.key}"


def listed_rules() -> tuple[ListedRule, ...]:
    """All rules in the order of their topics. Kept until something is saved or published."""
    found = newest()
    if _Kept.source is not found:
        _Kept.source, _Kept.rules = found, tuple(_rules(found))
    return _Kept.rules


class _Kept:
    """The list, and how each of its rules read. Most changes touch few rules and no name of anything."""

    source: Newest | None = None
    rules: tuple[ListedRule, ...] = ()
    names: object = None
    read: dict[Hashable, tuple[Mapping[str, Any], ReadBack]] = {}


def _read(found: Newest, topic: LawObject, row: Mapping[str, Any]) -> ReadBack:
    key = type(topic), topic.pk, row.get("id")
    before, read = _Kept.read.get(key, ({}, None))
    if read is None or before != row:
        read = rule_read(found.legible, topic, dict(row))
        _Kept.read[key] = row, read
    return read


def _rules(found: Newest) -> Iterator[ListedRule]:
    names = found.legible.named if any(found.drafts.values()) else None
    if _Kept.names != names:
        _Kept.names, _Kept.read = names, {}
    for kind in TOPICS:
        for draft in found.drafts[kind]:
            yield from _rules_of(found, draft, found.published.get((kind, draft.pk)))


def _rules_of(found: Newest, draft: LawObject, live: LawObject | None) -> Iterator[ListedRule]:
    """The rules of a topic's newest version, then those that only its published version has."""
    if live is draft:
        for each in rule_rows(draft):
            yield _listed(found, draft, each.row, each.block, Change.NONE)
        return
    published = {each.row.get("id"): each for each in rule_rows(live)} if live else {}
    for each in rule_rows(draft):
        before = published.pop(each.row.get("id"), None)
        change = Change.CHANGED if before else Change.NEW
        if before is not None and before.row == each.row:
            change = Change.NONE
        yield _listed(found, draft, each.row, each.block, change)
    for each in published.values():
        yield _listed(found, draft, each.row, each.block, Change.REMOVED)


def _listed(
    found: Newest, topic: LawObject, row: Mapping[str, Any], block: str, change: Change
) -> ListedRule:
    read = _read(found, topic, row)
    checked = row.get("checked")
    return ListedRule(
        id=str(row.get("id") or ""),
        title=str(row.get("title") or ""),
        topic=topic,
        block=block,
        sentence=read.sentence,
        fault=read.fault,
        first_day=row.get("from"),
        last_day=row.get("through"),
        confidence=str(row.get("confidence") or ""),
        checked=checked,
        review=review_of(row, found.review_after_days),
        cites=tuple(map(label_of, row.get("cites", ()))),
        proposed=row.get("status") == PROPOSED,
        change=change,
    )


def label_of(cite: Any) -> str:
    """A citation stands in a row as its label, or as its label with its address."""
    return str(cite["label"] if isinstance(cite, Mapping) else cite)


def review_of(row: Mapping[str, Any], after_days: int) -> date | None:
    """When a source has to be looked at again: on its own day, or the usual time after it was checked."""
    own: date | None = row.get("review")
    checked: date | None = row.get("checked")
    return own or (checked + timedelta(days=after_days) if checked else None)
