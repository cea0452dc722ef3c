"""Staff and what they do, in words, for tests of the law's making."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from portal.accounts.models import User
from portal.authoring.desks import Desk
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure
from portal.authoring.review import approving
from portal.authoring.roles import ADMINISTRATORS, READERS

ENTRY = "entry"
PASSWORD = "a long enough password"
_numbers = count(1)


def person(name: str = "person", *groups: Group) -> User:
    """An account that can sign in; without groups it is no staff of the law."""
    made = User.objects.create_user(f"{name}-{next(_numbers)}@example.gov", PASSWORD)
    made.groups.set(groups)
    return made


def writer(desk: str = ENTRY) -> User:
    return person("writer", Desk.objects.get(key=desk).writers)


def approver(desk: str = ENTRY) -> User:
    return person("approver", Desk.objects.get(key=desk).approvers)


def both(desk: str = ENTRY) -> User:
    """Somebody who writes and approves, though never the same draft."""
    found = Desk.objects.get(key=desk)
    return person("both", found.writers, found.approvers)


def administrator() -> User:
    return person("administrator", Group.objects.get(name=ADMINISTRATORS))


def reader() -> User:
    return person("reader", Group.objects.get(name=READERS))


def superuser() -> User:
    return User.objects.create_superuser(f"super-{next(_numbers)}@example.gov", PASSWORD)


def signed_in(user: User | None) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    if user is not None:
        client.force_login(user)
    return client


def figure(key: str = "informal-limit") -> Figure:
    return Figure.objects.get(key=key)


def new_value(found: Figure, amount: str = "3000.00", first_day: str = "2027-01-01") -> Figure:
    """A figure as it is published, with another amount from a day on."""
    draft = found.live_revision.as_object()
    row = draft.row()
    last = row["values"][-1]
    day = date.fromisoformat(first_day)
    row["values"] = [
        *row["values"][:-1],
        {**last, "through": day - timedelta(days=1)},
        {**last, "from": day, "amount": amount},
    ]
    draft.take_row(row)
    return draft


def drafted(found: LawObject, *, by: Any) -> LawObject:
    """A changed version saved as a draft, as the editor saves it."""
    found.save_revision(user=by)
    return type(found)._default_manager.get(pk=found.pk)


def submitted(found: LawObject, *, by: Any, why: str = "The limit was raised.") -> LawObject:
    approving.submit(found, by=by, why=why)
    return type(found)._default_manager.get(pk=found.pk)


def approve(found: LawObject, *, by: Any, accepted: dict[str, str] | None = None, sha256: str = "") -> None:
    approving.approve(
        found,
        sha256=sha256 or found.draft().content_sha256(),
        by=by,
        why="The limit was raised.",
        accepted=accepted or {},
    )
