"""Everybody who might try, and one draft that nobody may see who has no right to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission

from portal.accounts.models import User
from portal.authoring.desks import Desk
from portal.authoring.objects.terms import Figure
from portal.authoring.roles import ENTER
from tests.authoring.people import (
    ENTRY,
    administrator,
    approver,
    figure,
    person,
    reader,
    superuser,
    writer,
)

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
