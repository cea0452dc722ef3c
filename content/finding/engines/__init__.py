"""Full text, made by the database itself: one interface, one way of asking for each database."""

from __future__ import annotations

from django.db import connection

from content.finding.engines.base import Engine, Extract, Hit, Wanted, Width
from content.finding.engines.postgres import Postgres
from content.finding.engines.sqlite import Sqlite

__all__ = ["Engine", "Extract", "Hit", "Wanted", "Width", "engine"]

_ENGINES: dict[str, Engine] = {"sqlite": Sqlite(), "postgresql": Postgres()}


def engine() -> Engine:
    """The full text of the database in use."""
    return _ENGINES[connection.vendor]
