"""Full text by PostgreSQL: two weighted vectors that the database makes of each entry by itself."""

from __future__ import annotations

from typing import Any

from django.db import connection

from content.finding.engines.base import END, START, Extract, Hit, Wanted, Width, marked
from content.finding.words import Term

_CONFIG = "'english'"
_WEIGHTS = "'{0.1, 0.4, 0.8, 1.0}'"  # of the body, the summary, other questions, the title
_COLUMNS = {Width.ALL: "words", Width.HEADS: "heads", Width.NAMES: "heads"}
MOST_BY_TEXT = 400
_MARKS = f"StartSel={START}, StopSel={END}"


class Postgres:
    """tsvector with weights, a GIN index, ts_rank weighted by how rare each word is, and ts_headline."""

    def count(self, wanted: Wanted, *, most: int) -> int:
        sql, values = _matching(wanted, Width.ALL)
        sql = f"SELECT count(*) FROM (SELECT 1 {sql} LIMIT %s) AS matching"  # noqa: S608 - our own words; what was typed is a parameter
        return int(_rows(sql, [*values, most])[0][0])

    def best(self, wanted: Wanted, width: Width, *, among: int) -> list[Hit]:
        # ts_rank does not know that a rare word says more than a common one: each term is ranked by itself.
        # Ranking by whole texts is slow here: of many matches, names and summaries alone decide.
        sql, values = _matching(wanted, width)
        column = "words" if width is Width.ALL and among <= MOST_BY_TEXT else "heads"
        one = f"%s * ts_rank({_WEIGHTS}, {column}, to_tsquery({_CONFIG}, %s))"
        asked = [
            value
            for weight, term in zip(wanted.weights, wanted.terms, strict=True)
            for value in (weight, _term(term, width))
        ]
        rows = _rows(
            f"SELECT id, kind, facets, title, {' + '.join([one] * len(wanted.terms))} AS score "  # noqa: S608
            f"FROM (SELECT * {sql} LIMIT %s) AS matching ORDER BY score DESC, id",
            [*asked, *values, among],
        )
        return [Hit(*row) for row in rows]

    def extracts(self, wanted: Wanted, ids: list[int]) -> dict[int, Extract]:
        query = f"to_tsquery({_CONFIG}, %s)"
        whole = f"ts_headline({_CONFIG}, {{}}, {query}, '{_MARKS}, HighlightAll=true')"
        part = f"ts_headline({_CONFIG}, body, {query}, '{_MARKS}, MinWords=16, MaxWords=32')"
        asked = expression(wanted, Width.ALL)
        rows = _rows(
            f"SELECT id, {whole.format('title')}, {whole.format('summary')}, {part} "  # noqa: S608
            "FROM content_searchentry WHERE id = ANY(%s)",
            [asked, asked, asked, ids],
        )
        return {pk: Extract(marked(title), marked(_passage(*texts))) for pk, title, *texts in rows}

    def settle(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE content_searchentry")


def _passage(summary: str, body: str) -> str:
    if START in body and START not in summary:
        return f"…{body}…"
    return summary or body


def expression(wanted: Wanted, width: Width) -> str:
    """What PostgreSQL is asked. Every word stands in quotes and holds letters and digits only."""
    return (" & " if wanted.every else " | ").join(f"({_term(term, width)})" for term in wanted.terms)


def _term(term: Term, width: Width) -> str:
    label = "AB" if width is Width.NAMES else ""
    begun = term.phrases[0] if term.begins else None
    words = ([_word(word, label, phrase is begun) for word in phrase] for phrase in term.phrases)
    return " | ".join(f"({' <-> '.join(phrase)})" for phrase in words)


def _word(word: str, label: str, begins: bool) -> str:
    marks = ("*" if begins else "") + label
    return f"'{word}'" + (f":{marks}" if marks else "")


def _matching(wanted: Wanted, width: Width) -> tuple[str, list[Any]]:
    sql = f"FROM content_searchentry WHERE {_COLUMNS[width]} @@ to_tsquery({_CONFIG}, %s) AND language = %s"
    sql += " AND strpos(facets, %s) > 0" * len(wanted.facets)
    return sql, [expression(wanted, width), wanted.language, *(f" {facet} " for facet in wanted.facets)]


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
