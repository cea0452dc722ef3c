"""Handlers that write words down where a test can read them, in this process and in others."""

import os
import time
from pathlib import Path
from uuid import UUID

from django.apps import AppConfig
from django.db import connection

from portal.delivery import handlers
from portal.delivery.handlers import Payload


def note(payload: Payload, number: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO noted (word) VALUES (%s)", [payload["word"]])


def note_who(payload: Payload, number: UUID) -> None:
    note({"word": str(os.getpid())}, number)


def stumble(payload: Payload, number: UUID) -> None:
    """Write, and the first time stop half-way until killed."""
    note(payload, number)
    begun = Path(payload["begun"])
    if not begun.exists():
        begun.write_text(str(os.getpid()))
        time.sleep(60)


HANDLERS = {"note": note, "note_who": note_who, "stumble": stumble}


class AccountsAlone(AppConfig):
    """The accounts without the sign-in, which would bring half of the site along."""

    name = "portal.accounts"
    label = "accounts"


class HandlersForTests(AppConfig):
    name = "tests.delivery"
    label = "delivery_tests"
    path = str(Path(__file__).parent)

    def ready(self) -> None:
        for kind, handle in HANDLERS.items():
            handlers.register(kind, handle)
