"""The law that is edited here, gathered: the rows of all objects, and the rulebook that they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import TERMS, CountryList, Figure, Frame, GoodsKind, Question
from portal.authoring.objects.topics import (
    TOPICS,
    AgencyTopic,
    Charges,
    EntryTopic,
    NextSteps,
    OpenPoints,
    Warnings,
)
from portal.rulebook.conditions_format import StarterError
from portal.rulebook.documents import Documents
from portal.rulebook.starter_reader import Reader
from portal.rules.law import Rulebook

KINDS: tuple[type[LawObject], ...] = (*TOPICS, *TERMS)
REMARKS: tuple[type[Any], ...] = (NextSteps, Charges, Warnings, OpenPoints)
Gathered = Mapping[type[LawObject], Sequence[LawObject]]
"""Objects by their model, each in its order."""


class NoFrameError(StarterError):
    """There is no rulebook without its frame."""


def live() -> dict[type[LawObject], list[LawObject]]:
    """Everything that is published, one query a model."""
    return {kind: list(kind._default_manager.filter(live=True)) for kind in KINDS}


def everything() -> dict[type[LawObject], list[LawObject]]:
    """Every object as it is stored, with its newest version at hand; one query a model."""
    return {kind: list(kind._default_manager.select_related("latest_revision")) for kind in KINDS}


def drafted() -> dict[type[LawObject], list[LawObject]]:
    """The newest version of everything, published or not."""
    return {kind: [each.draft() for each in objects] for kind, objects in everything().items()}


def with_draft(gathered: Gathered, draft: LawObject) -> dict[type[LawObject], list[LawObject]]:
    """The same law with one object as its draft says."""
    kind = type(draft)
    others = [each for each in gathered[kind] if each.pk != draft.pk]
    changed = sorted([*others, draft], key=lambda each: (each.position, each.key))
    return {**{key: list(objects) for key, objects in gathered.items()}, kind: changed}


def documents(gathered: Gathered) -> Documents:
    """The rows of the objects."""
    rows = Rows(gathered)
    return Documents(
        frame=rows.frame(),
        questions=rows.of(Question),
        figures=rows.of(Figure),
        lists=rows.of(CountryList),
        categories=rows.of(GoodsKind),
        entry_topics=rows.topics(EntryTopic),
        agencies=rows.topics(AgencyTopic),
        remarks={
            kind.rows_key: tuple(row for topic in rows.of(kind) for row in topic.get("rules", ()))
            for kind in REMARKS
        },
    )


def rulebook(gathered: Gathered) -> Rulebook:
    """The rulebook that the objects make; raises ``StarterError`` with the place of what does not fit."""
    return Reader(documents(gathered)).rulebook()


class Rows:
    """The rows of gathered objects."""

    def __init__(self, gathered: Gathered) -> None:
        self.gathered = gathered

    def of(self, kind: type[LawObject]) -> tuple[dict[str, Any], ...]:
        return tuple(each.row() for each in self.gathered.get(kind, ()))

    def topics(self, kind: type[LawObject]) -> tuple[dict[str, Any], ...]:
        """Topics may be without rules; a reader looks for the list all the same."""
        return tuple({"rules": [], **row} for row in self.of(kind))

    def frame(self) -> dict[str, Any]:
        frames = self.of(Frame)
        if not frames:
            raise NoFrameError("There is no rulebook yet: load the starter first.")
        return frames[0]


def drafted_documents() -> Documents:
    """The rows of the newest version of everything, for the vocabulary."""
    gathered = drafted()
    if not gathered[Frame]:
        return Documents({}, (), (), (), (), (), ())
    return documents(gathered)


def objects_of(gathered: Gathered) -> Iterable[LawObject]:
    for kind in KINDS:
        yield from gathered.get(kind, ())
