"""Full text by SQLite's FTS5, in a table of its own that triggers keep in step with the entries."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from django.db import connection

from content.finding.engines.base import (
    ALSO,
    BODY,
    END,
    START,
    SUMMARY,
    TITLE,
    Extract,
    Hit,
    Wanted,
    Width,
    marked,
)
from content.finding.words import Term

_BOTH = "content_searchtext t CROSS JOIN content_searchentry e ON e.id = t.rowid"
_RANK = f"bm25(content_searchtext, {TITLE}, {ALSO}, {SUMMARY}, {BODY})"
_BEST_FIRST = itemgetter(4, 0)
"""By rank, of which the lowest is the best here, then by id."""


class Sqlite:
    """FTS5 with Porter's stems, beginnings of words, and BM25 weighted by column."""

    def count(self, wanted: Wanted, *, most: int) -> int:
        sql, values = _matching(wanted, Width.ALL)
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {_BOTH} WHERE {sql} LIMIT %s)"  # noqa: S608 - our own words; what was typed is a parameter
        return int(_rows(sql, [*values, most])[0][0])

    def best(self, wanted: Wanted, width: Width, *, among: int) -> list[Hit]:
        sql, values = _matching(wanted, width)
        rows = _rows(
            f"SELECT e.id, e.kind, e.facets, e.title, {_RANK} FROM {_BOTH} WHERE {sql} LIMIT %s",  # noqa: S608
            [*values, among],
        )
        # Sorted here: SQLite ranks all matches, whatever the limit, as soon as it has to put them in order.
        rows.sort(key=_BEST_FIRST)
        return [Hit(pk, kind, facets, title, -rank) for pk, kind, facets, title, rank in rows]

    def extracts(self, wanted: Wanted, ids: list[int]) -> dict[int, Extract]:
        if not ids:
            return {}
        text = "snippet(content_searchtext, {}, %s, %s, '…', 32)"
        title = "highlight(content_searchtext, 0, %s, %s)"
        places = ", ".join(["%s"] * len(ids))
        rows = _rows(
            f"SELECT rowid, {title}, {text.format(2)}, {text.format(3)} FROM content_searchtext "  # noqa: S608
            f"WHERE content_searchtext MATCH %s AND rowid IN ({places})",
            [*[START, END] * 3, expression(wanted, Width.ALL), *ids],
        )
        found = {}
        for pk, name, summary, body in rows:
            better = body if START in body and START not in summary else summary or body
            found[pk] = Extract(marked(name), marked(better))
        return found

    def settle(self) -> None:
        # Every write adds a segment, and each word of a search is looked up in each of them.
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO content_searchtext (content_searchtext) VALUES ('optimize')")


def expression(wanted: Wanted, width: Width) -> str:
    """What FTS5 is asked. Every word stands in quotes and holds letters and digits only."""
    every = " AND " if wanted.every else " OR "
    asked = every.join(f"({_term(term)})" for term in wanted.terms)
    return asked if width is Width.ALL else f"{{{' '.join(width.value)}}} : ({asked})"


def _term(term: Term) -> str:
    phrases = [f'"{" ".join(phrase)}"' for phrase in term.phrases]
    if term.begins:
        phrases[0] += " *"
    return " OR ".join(phrases)


def _matching(wanted: Wanted, width: Width) -> tuple[str, list[Any]]:
    sql = "content_searchtext MATCH %s AND e.language = %s"
    sql += " AND instr(e.facets, %s) > 0" * len(wanted.facets)
    return sql, [expression(wanted, width), wanted.language, *(f" {facet} " for facet in wanted.facets)]


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
