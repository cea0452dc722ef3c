"""Who looks at the law's lists, and how a page is asked for in these tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client

from portal.accounts.models import User
from tests.authoring.people import (
    administrator,
    approver,
    person,
    reader,
    signed_in,
    superuser,
    writer,
)

ADMIN_HOME = "/staff/"


def nobody() -> None:
    """Somebody who did not sign in."""
    return


@dataclass(frozen=True)
class Somebody:
    """A person by what they are to the desk of entry law."""

    name: str
    make: Callable[[], User | None]
    reads: bool
    writes: bool

    def client(self) -> Client:
        return signed_in(self.make())

    def __str__(self) -> str:
        return self.name


EVERYBODY = [
    Somebody("nobody", nobody, reads=False, writes=False),
    Somebody("a plain account", person, reads=False, writes=False),
    Somebody("a reader", reader, reads=True, writes=False),
    Somebody("a writer of another desk", lambda: writer("FDA"), reads=True, writes=False),
    Somebody("an approver", approver, reads=True, writes=False),
    Somebody("a writer", writer, reads=True, writes=True),
    Somebody("an administrator", administrator, reads=True, writes=True),
    Somebody("a superuser", superuser, reads=True, writes=True),
]
