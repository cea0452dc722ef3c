"""What the filters offer from the database, with one query: teams, tags, offices, and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim

from portal.triage.models import Office, Tag, Team
from portal.triage.rights import Right, people_with

Choices = Mapping[str, list[tuple[str, str]]]
TEAM, TAG, OFFICE, OFFICER = "team", "tag", "office", "officer"


def offered() -> Choices:
    """(key, name) of each, in the order of their names."""
    found: dict[str, list[tuple[str, str]]] = {kind: [] for kind in (TEAM, TAG, OFFICE, OFFICER)}
    for kind, key, name in _rows():
        found[kind].append((str(key), name))
    return {kind: sorted(rows, key=lambda row: row[1].casefold()) for kind, rows in found.items()}


def _rows() -> Iterable[tuple[str, int, str]]:
    people = people_with(Right.WORK).annotate(
        told=Coalesce(NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value("")), "email")
    )
    parts = [
        _part(kind, rows, name)
        for kind, rows, name in (
            (TEAM, Team.objects.order_by(), "name"),
            (TAG, Tag.objects.order_by(), "name"),
            (OFFICE, Office.objects.order_by(), "name"),
            (OFFICER, people.order_by(), "told"),
        )
    ]
    return parts[0].union(*parts[1:], all=True)


def _part(kind: str, rows: QuerySet[Any], name: str) -> QuerySet[Any, tuple[str, int, str]]:
    named = rows.annotate(
        kind_=Value(kind, output_field=CharField()), name_=Cast(name, CharField(max_length=300))
    )
    return named.values_list("kind_", "pk", "name_")
