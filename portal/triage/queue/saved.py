"""Searches that somebody keeps: who sees them, who changes them, and that routing is accounted for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict

from portal.accounts.models import User
from portal.triage import audit
from portal.triage.changing import insist
from portal.triage.models import SavedSearch, Tag
from portal.triage.queue.choices import Choices
from portal.triage.queue.filters import FilterForm
from portal.triage.records import Act
from portal.triage.rights import Right, may


def query_of(form: FilterForm) -> str:
    """The filters of a valid form as they stand in an address."""
    chosen = form.filled | ({"sort": form.order} if form.cleaned_data.get("sort") else {})
    return urlencode({name: "on" if value is True else str(value) for name, value in chosen.items()})


def form_of(search: SavedSearch, offered: Choices) -> FilterForm:
    """Its filters, invalid where a team or tag has gone since. Raises ``CannotOpenError``."""
    return FilterForm(QueryDict(search.query), offered=offered)


def seen_by(user: User) -> QuerySet[SavedSearch]:
    """One's own, those shared with one's teams, and those that route."""
    return SavedSearch.objects.filter(Q(owner=user) | Q(team__members=user) | Q(routes=True)).distinct()


def may_change(user: User, search: SavedSearch) -> bool:
    """Searches that route are the leads'; others belong to whoever made them."""
    return may(user, Right.LEAD) if search.routes else search.owner_id == user.pk


@transaction.atomic
def save(search: SavedSearch, *, by: User, tags: Iterable[Tag] = ()) -> None:
    """Keep a search. Raises ``PermissionDenied``.

    What makes, changes or ends routing stands in the audit, without the words that are looked for.
    """
    insist(by, Right.READ)
    before = SavedSearch.objects.filter(pk=search.pk).first()
    routed = before is not None and before.routes
    if (search.routes or routed) and not may(by, Right.LEAD):
        raise PermissionDenied
    if before and not may_change(by, before):
        raise PermissionDenied
    search.save()
    search.give_tags.set(tags if search.routes else ())
    if search.routes or routed:
        audit.record(Act.ROUTING, by, None, **told_of(search))


@transaction.atomic
def delete(search: SavedSearch, *, by: User) -> None:
    if not may_change(by, search):
        raise PermissionDenied
    if search.routes:
        audit.record(Act.ROUTING, by, None, **told_of(search), deleted=True)
    search.delete()


def told_of(search: SavedSearch) -> dict[str, Any]:
    """What a search routes, as it stands in the audit: names and days."""
    days = {"since": search.from_day, "until": search.until_day}
    return {
        "search": search.name,
        "id": str(search.pk),
        "routes": search.routes,
        "position": search.position,
        "team": search.give_team.name if search.give_team else "",
        "officer": str(search.give_officer) if search.give_officer else "",
        "tags": sorted(tag.name for tag in search.give_tags.all()),
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    }


def rotate(sender: Any, **kwargs: Any) -> None:
    """Seal what the searches look for with the installation's first key."""
    for search in SavedSearch.objects.all():
        search.query = search.query  # opened with whichever key, sealed with the first
        search.save(update_fields=["sealed"])
