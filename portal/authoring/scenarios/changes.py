"""Scenarios that were changed since an edition: the gate shows them, so that nobody bends one unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from portal.authoring.scenarios.models import EXPECTED, Scenario, label_of
from portal.authoring.scenarios.settling import SETTLED
from portal.rulebook.models import Edition

CONTENT = ("shipment", *EXPECTED)


@dataclass(frozen=True, slots=True)
class Changed:
    """A scenario that says something else by now: in which fields, and by whom."""

    key: str
    title: str
    what: tuple[str, ...]
    who: tuple[str, ...]
    when: datetime


def changed_since(edition: Edition) -> list[Changed]:
    """Scenarios whose answers or expectations were changed, or that were deleted, since an edition was made.

    A scenario is held against its last version before; one that is newer, against its first. What an
    approver accepted together with the edition belongs to it.
    """
    return [*_changed(edition), *_deleted(edition)]


def _changed(edition: Edition) -> Iterator[Changed]:
    by_people = Scenario.objects.filter(latest_revision__user__isnull=False)
    touched = by_people.filter(latest_revision__created_at__gt=edition.made_at)
    settled = set(_log(SETTLED).filter(data__edition=edition.number).values_list("revision_id", flat=True))
    for scenario in touched:
        versions = list(scenario.revisions.select_related("user").order_by("created_at", "pk"))
        old = [each for each in versions if each.created_at <= edition.made_at or each.pk in settled]
        before = (old or versions)[-1 if old else 0]
        since = versions[versions.index(before) + 1 :]
        now = scenario.serializable_data()
        if what := [name for name in CONTENT if before.content.get(name) != now[name]]:
            who = tuple(dict.fromkeys(_person(each.user) for each in since))
            yield Changed(scenario.key, scenario.title, tuple(map(label_of, what)), who, since[-1].created_at)


def _log(action: str) -> QuerySet[Any]:
    kind = ContentType.objects.get_for_model(Scenario)
    return ModelLogEntry.objects.filter(content_type=kind, action=action)


def _deleted(edition: Edition) -> Iterator[Changed]:
    entries = _log("wagtail.delete").filter(timestamp__gt=edition.made_at)
    for entry in entries.select_related("user").order_by("timestamp"):
        key, _colon, title = entry.label.partition(": ")
        yield Changed(key, title, (_("deleted"),), (_person(entry.user),), entry.timestamp)


def _person(user: Any) -> str:
    return str(user) if user is not None else _("the starter files")
