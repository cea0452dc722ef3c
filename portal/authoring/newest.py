"""The newest version of everything, read once for each change and shared by the pages that list the law."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import get_language
from wagtail.models import ModelLogEntry, Revision

from portal.authoring import law
from portal.authoring.law import Gathered
from portal.authoring.legible import Legible, legible
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Frame

Stamp = tuple[Any, ...]


class Newest:
    """Every object as it is published and as it is drafted, at one moment. Nobody changes what it holds."""

    def __init__(self, objects: Gathered) -> None:
        self.live = {kind: [each for each in found if each.live] for kind, found in objects.items()}
        self.drafts = {kind: [each.draft() for each in found] for kind, found in objects.items()}

    @cached_property
    def legible(self) -> Legible:
        """What of it can be read as law."""
        return legible(self.live, self.drafts)

    @cached_property
    def published(self) -> Mapping[tuple[type[LawObject], int], LawObject]:
        """The live version of each object by its kind and number."""
        return {(kind, each.pk): each for kind, found in self.live.items() for each in found}

    @property
    def review_after_days(self) -> int:
        """After how many days a source is looked at again where its row names no day."""
        return next((frame.review_after_days for frame in self.drafts[Frame]), 0)


class _Kept:
    """What this process has read, and the state of the law of which it was made."""

    stamp: Stamp = ()
    newest: Newest | None = None


def newest() -> Newest:
    """Everything as it is now, to be read in the language of this request.

    Two questions to the database say that nothing has changed; only a change reads the objects again.
    """
    now = (*stamp(), get_language())
    if _Kept.newest is None or _Kept.stamp != now:
        _Kept.newest, _Kept.stamp = Newest(law.everything()), now
    return _Kept.newest


def stamp() -> Stamp:
    """Differs as soon as anything was saved, published or taken away."""
    versions = Revision.objects.aggregate(Max("id"), Max("created_at"), Count("id"))
    acts = ModelLogEntry.objects.aggregate(Max("id"))
    return (*versions.values(), *acts.values())
