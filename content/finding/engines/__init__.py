"""Full text, made by the database itself or by OpenSearch: one interface, one way of asking for each."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from content.finding.engines.base import Engine, Extract, Hit, Wanted, Width
from content.finding.engines.postgres import Postgres
from content.finding.engines.sqlite import Sqlite

__all__ = ["Engine", "Extract", "Hit", "Wanted", "Width", "engine", "mirror"]

_ENGINES: dict[str, Engine] = {"sqlite": Sqlite(), "postgresql": Postgres()}


OPENSEARCH = "content.finding.engines.opensearch.OpenSearch"
"""Named by its path: its library is installed only where it is used."""


def engine() -> Engine:
    """OpenSearch where it is set, else the full text of the database in use."""
    return _opensearch(connection.vendor) if settings.OPENSEARCH_URL else _ENGINES[connection.vendor]


def mirror() -> None:
    """Bring OpenSearch in step with the table of entries; nothing to do where the database does it itself."""
    if settings.OPENSEARCH_URL:
        _opensearch(connection.vendor).mirror()


@lru_cache(maxsize=2)
def _opensearch(vendor: str) -> Any:
    return import_string(OPENSEARCH)(settings.OPENSEARCH_URL, _ENGINES[vendor])
