"""Everybody who might try, and one draft that nobody may see who has no right to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from portal.accounts.models import User
from portal.authoring.desks import Desk
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure, GoodsKind
from portal.authoring.roles import ENTER
from tests.authoring.people import (
    ENTRY,
    administrator,
    approver,
    drafted,
    figure,
    person,
    reader,
    submitted,
    superuser,
    writer,
)
from tests.authoring.scenarios.forms import filled_in

SECRET = "A limit that nobody has seen"


def clerk() -> User:
    """Staff of the site, but not of the law, to whom somebody gave Django's own rights on its tables."""
    group = Group.objects.create(name="Clerks")
    group.permissions.set(Permission.objects.filter(content_type__app_label="authoring"))
    group.permissions.remove(*Permission.objects.filter(codename__in=["administer_law", "read_law"]))
    group.permissions.add(Permission.objects.get(codename=ENTER, content_type__app_label="wagtailadmin"))
    return person("clerk", group)


PEOPLE: dict[str, Any] = {
    "nobody": lambda: None,
    "an account": person,
    "a clerk": clerk,
    "a reader": reader,
    "a writer": writer,
    "an approver": approver,
    "a writer elsewhere": lambda: writer("FDA"),
    "an approver elsewhere": lambda: approver("FDA"),
    "an administrator": administrator,
    "a superuser": superuser,
}
"""By what they are to the desk of entry law."""


def new_figure(key: str = "secret-limit", title: str = SECRET, *, by: User) -> Figure:
    """A figure that was never published, with a first version in its history."""
    made = Figure(key=key, desk=Desk.objects.get(key=ENTRY), live=False)
    made.take_row({**figure().row(), "key": key, "title": title})
    made.live = False
    made.save()
    made.save_revision(user=by)
    return Figure.objects.get(pk=made.pk)


def goods(key: str = "") -> GoodsKind:
    """A kind of goods: its form is plain fields, which a test sends as a browser does."""
    found = GoodsKind.objects.order_by("pk")
    return found.get(key=key) if key else found[0]


def edit_url(found: LawObject) -> str:
    return f"/staff/snippets/authoring/{found._meta.model_name}/edit/{found.pk}/"


def gate_of(found: LawObject) -> str:
    return f"/staff/law/gate/{found._meta.model_name}/{found.pk}/"


def opened(client: Client, address: str) -> QueryDict:
    """A form that was opened in a tab, as its browser would send it."""
    page = client.get(address)
    assert page.status_code == 200, address
    return filled_in(page.content.decode())


def scheduled(found: LawObject, *, by: User, hours: int = 1) -> LawObject:
    """A draft submitted for a day to come."""
    draft = found.draft()
    draft.go_live_at = timezone.now() + timedelta(hours=hours)
    return submitted(drafted(draft, by=by), by=by)


def let_the_hour_come(found: LawObject) -> Revision:
    """As if the hour of a schedule were over; it is then another hour than the one that was approved."""
    version = found.scheduled_revision
    assert version is not None
    Revision.objects.filter(pk=version.pk).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1),
        content={**version.content, "go_live_at": "2026-01-01T00:00:00Z"},
    )
    version.refresh_from_db()
    return version
