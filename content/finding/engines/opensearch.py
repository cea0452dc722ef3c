"""Full text by OpenSearch, where a deployment has one; the table of entries stays the truth.

A background job mirrors the table into one index. While the server does not answer, the database's own full
text answers instead: nobody waits longer than ``OPENSEARCH_SECONDS``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.conf import settings
from opensearchpy import OpenSearch as Client
from opensearchpy.exceptions import NotFoundError, OpenSearchException
from opensearchpy.helpers import bulk, scan

from content.finding.engines.base import (
    ALSO,
    BODY,
    END,
    START,
    SUMMARY,
    TITLE,
    Engine,
    Extract,
    Hit,
    Wanted,
    Width,
    marked,
)
from content.finding.models import SearchEntry
from content.finding.words import Phrase, Term

COUNTS = {"title": TITLE, "also": ALSO, "summary": SUMMARY, "body": BODY}
ANALYZED = {"en": "english", "es": "spanish"}
OTHER = "standard"
AT_ONCE = 500
PASSAGE_CHARACTERS = 200
RESTS_SECONDS = 30
Answer = TypeVar("Answer")


class OpenSearch:
    """The same three questions as of a database. ``instead`` answers where the server does not."""

    def __init__(self, url: str, instead: Engine) -> None:
        self.instead = instead
        self.rests_until = 0.0
        seconds = settings.OPENSEARCH_SECONDS
        self.client = Client(url, timeout=seconds, max_retries=0, retry_on_timeout=False)

    def count(self, wanted: Wanted, *, most: int) -> int:
        def asked() -> int:
            body = {"query": query(wanted, Width.ALL), "size": 0, "track_total_hits": most}
            return min(most, self._search(wanted, body)["hits"]["total"]["value"])

        return self._or(asked, lambda: self.instead.count(wanted, most=most))

    def best(self, wanted: Wanted, width: Width, *, among: int) -> list[Hit]:
        def asked() -> list[Hit]:
            body = {
                "query": query(wanted, width),
                "size": among,
                "_source": ["kind", "facets", "name"],
                "sort": ["_score", {"number": "asc"}],
                "track_scores": True,
            }
            return [_hit(found) for found in self._search(wanted, body)["hits"]["hits"]]

        return self._or(asked, lambda: self.instead.best(wanted, width, among=among))

    def extracts(self, wanted: Wanted, ids: list[int]) -> dict[int, Extract]:
        def asked() -> dict[int, Extract]:
            those = {"bool": {"must": query(wanted, Width.ALL), "filter": {"terms": {"number": ids}}}}
            body = {"query": those, "size": len(ids), "_source": ["name", "summary"], "highlight": _HIGHLIGHT}
            return {
                int(found["_id"]): _extract(found) for found in self._search(wanted, body)["hits"]["hits"]
            }

        return self._or(asked, lambda: self.instead.extracts(wanted, ids)) if ids else {}

    def settle(self) -> None:
        self.instead.settle()

    def _search(self, wanted: Wanted, body: Mapping[str, Any]) -> Any:
        return self.client.search(index=index_of(wanted.language), body=body)

    def _or(self, ask: Callable[[], Answer], otherwise: Callable[[], Answer]) -> Answer:
        """One visitor waits for a server that does not answer; for a while after that nobody does."""
        if time.monotonic() < self.rests_until:
            return otherwise()
        try:
            return ask()
        except OpenSearchException:
            self.rests_until = time.monotonic() + RESTS_SECONDS
            return otherwise()

    # Mirroring

    def mirror(self) -> None:
        """Bring the indexes in step with the table: write what differs, delete what is gone."""
        for language in (
            SearchEntry.objects.order_by("language").values_list("language", flat=True).distinct()
        ):
            self._mirror(language)

    def _mirror(self, language: str) -> None:
        index = index_of(language)
        if not self.client.indices.exists(index=index):
            self.client.indices.create(index=index, body=settings_of(language))
        there = self._digests(index)
        rows = SearchEntry.objects.filter(language=language)
        known = dict(rows.values_list("pk", "digest"))
        changed = [pk for pk, digest in known.items() if there.get(pk) != digest]
        for start in range(0, len(changed), AT_ONCE):
            bulk(self.client, map(_document, rows.filter(pk__in=changed[start : start + AT_ONCE])))
        bulk(self.client, _deleted(index, set(there) - set(known)), raise_on_error=False)
        self.client.indices.refresh(index=index)

    def _digests(self, index: str) -> dict[int, str]:
        try:
            found = scan(self.client, index=index, _source=["digest"])
            return {int(row["_id"]): row["_source"]["digest"] for row in found}
        except NotFoundError:
            return {}


def index_of(language: str) -> str:
    return f"{settings.OPENSEARCH_INDEX}-{language}"


def settings_of(language: str) -> dict[str, Any]:
    """What an index is made with. Words are stemmed by the language's own analyzer, folded as queries are."""
    text = {"type": "text", "analyzer": ANALYZED.get(language, OTHER)}
    exact = {"type": "keyword"}
    fields = dict.fromkeys(COUNTS, text)
    plain = {"kind": exact, "facets": exact, "digest": exact, "name": {"type": "keyword", "index": False}}
    return {"mappings": {"dynamic": False, "properties": {**fields, **plain, "number": {"type": "long"}}}}


def _document(entry: SearchEntry) -> dict[str, Any]:
    told = {name: getattr(entry, name) for name in (*COUNTS, "kind", "digest")}
    source = {**told, "number": entry.pk, "name": entry.title, "facets": entry.facets.split()}
    return {"_index": index_of(entry.language), "_id": str(entry.pk), "_source": source}


def _deleted(index: str, gone: Iterable[int]) -> Iterator[dict[str, Any]]:
    yield from ({"_op_type": "delete", "_index": index, "_id": str(pk)} for pk in gone)


# Asking


def query(wanted: Wanted, width: Width) -> dict[str, Any]:
    """Only ``multi_match`` of plain words: nothing that somebody types is syntax."""
    weights = wanted.weights or (1.0,) * len(wanted.terms)
    terms = [_term(term, weight, width) for term, weight in zip(wanted.terms, weights, strict=True)]
    facets = [{"term": {"facets": facet}} for facet in wanted.facets]
    asked = {"must": terms} if wanted.every else {"should": terms, "minimum_should_match": 1}
    return {"bool": {**asked, "filter": facets}}


def _term(term: Term, weight: float, width: Width) -> dict[str, Any]:
    fields = [f"{name}^{COUNTS[name]}" for name in width.value]
    first, *others = term.phrases
    any_of = [_phrase(first, fields, begins=term.begins)]
    any_of += [_phrase(phrase, fields, begins=False) for phrase in others]
    return {"dis_max": {"queries": any_of, "boost": weight}}


def _phrase(phrase: Phrase, fields: list[str], *, begins: bool) -> dict[str, Any]:
    kind = "phrase_prefix" if begins else "phrase"
    return {"multi_match": {"query": " ".join(phrase), "type": kind, "fields": fields}}


_WHOLE = {"number_of_fragments": 0}
_PART = {"number_of_fragments": 1, "fragment_size": PASSAGE_CHARACTERS}
_HIGHLIGHT = {
    "pre_tags": [START],
    "post_tags": [END],
    "fields": {"title": _WHOLE, "summary": _WHOLE, "body": _PART},
}


def _hit(found: Mapping[str, Any]) -> Hit:
    source = found["_source"]
    facets = f" {' '.join(source['facets'])} "
    return Hit(int(found["_id"]), source["kind"], facets, source["name"], found["_score"] or 0.0)


def _extract(found: Mapping[str, Any]) -> Extract:
    light, source = found.get("highlight", {}), found["_source"]
    title = light.get("title", [source["name"]])[0]
    summary = light.get("summary", [source["summary"]])[0]
    body = light.get("body", [""])[0]
    text = f"…{body}…" if START in body and START not in summary else summary or body
    return Extract(marked(title), marked(text))
