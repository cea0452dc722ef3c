"""Telling people, each in the ways that they chose; and what they do with what they were told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.delivery.services import post
from portal.triage.models import Case
from portal.triage.notifications.records import USUAL, Choice, News, Notification, Ways
from portal.triage.rights import Right, may, people_with

MAIL = "triage.mail"
KEPT_DAYS, READ_KEPT_DAYS = 90, 30


@transaction.atomic
def tell(news: News, people: Iterable[User], **about: Any) -> list[Notification]:
    """Note news for each of the people who may read reports, and have it mailed where they want that.

    ``about`` are columns of a `Notification`. In the caller's transaction: it is told or nothing happened.
    """
    keys = [person.pk for person in people]
    told = {person.pk: person for person in people_with(Right.READ).filter(pk__in=keys)}
    ways = ways_of(told, news)
    rows = [
        Notification(person=person, news=news, here=ways[pk].here, mail=ways[pk].mail, **about)
        for pk, person in told.items()
    ]
    Notification.objects.bulk_create(rows)
    for row in rows:
        if row.mail:
            post(MAIL, {"person": row.person_id})
    return rows


def ways_of(people: Iterable[int], news: News) -> dict[int, Ways]:
    """How each of the people, by key, wants to be told of something."""
    keys = list(people)
    chosen = Choice.objects.filter(person__in=keys, news=news).values_list("person", "here", "mail")
    return dict.fromkeys(keys, USUAL[news]) | {pk: Ways(here, mail) for pk, here, mail in chosen}


def chosen_by(person: User) -> dict[News, Ways]:
    rows = {row.news: Ways(row.here, row.mail) for row in Choice.objects.filter(person=person)}
    return {news: rows.get(news, USUAL[news]) for news in News}


@transaction.atomic
def choose(person: User, ways: Mapping[News, Ways]) -> None:
    for news, way in ways.items():
        Choice.objects.update_or_create(
            person=person, news=news, defaults={"here": way.here, "mail": way.mail}
        )


def shown_to(person: User) -> QuerySet[Notification]:
    """What somebody may see in the admin, the newest first; nothing once they may read no report."""
    if not may(person, Right.READ):
        return Notification.objects.none()
    return Notification.objects.filter(person=person, here=True).select_related("case__report")


def unread_by(person: User) -> int:
    return shown_to(person).filter(read_at=None).count()


def read_all(person: User) -> int:
    return shown_to(person).filter(read_at=None).update(read_at=timezone.now())


def seen(case: Case, by: User) -> None:
    """Whoever opens a report has read what they were told of it."""
    Notification.objects.filter(case=case, person=by, read_at=None).update(read_at=timezone.now())


def forget_old() -> int:
    """Delete what was read or told long ago; a periodic job."""
    now = timezone.now()
    is_old = Q(at__lt=now - timedelta(days=KEPT_DAYS)) | Q(read_at__lt=now - timedelta(days=READ_KEPT_DAYS))
    return Notification.objects.filter(is_old).delete()[0]
