"""The whole library as one file, sent piece by piece: one content has one order, and one hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import override

from content.sharing import lists
from content.sharing.keeping import canonical
from content.sharing.models import SharedPage
from content.sharing.rows import about, ask_again_from, edition_told, gone

AT_ONCE = 100
FORMAT = "entrywise-library/1"


class MovedError(RuntimeError):
    """A page changed while it was being sent: the file ends in its middle, and whoever asked asks again."""


def export() -> tuple[StreamingHttpResponse, str]:
    """The file and its hash. A bounded number of queries, and a few pages at a time in memory."""
    head, tail = _head(), _tail()
    promised = list(_rows().values_list("pk", "digest", "changed_at", "edition", "title", "url"))
    digest = hashlib.sha256(f"{head}{promised!r}{tail}".encode()).hexdigest()
    sent = {row[0]: row[1] for row in promised}
    pieces = _pieces(head, tail, sent)
    return StreamingHttpResponse(pieces, content_type="application/json"), digest


def _rows() -> QuerySet[SharedPage]:
    return SharedPage.objects.order_by("pk")


def _head() -> str:
    told = {"format": FORMAT, "edition": edition_told(), "next_changed_since": ask_again_from()}
    return canonical(told)[:-1]


def _tail() -> str:
    """The lists beside the pages, in every language."""
    told: dict[str, Any] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            told[language] = {
                "glossary": lists.glossary(language),
                "agencies": lists.agencies(language),
                "topics": lists.topics(language),
                "timeline": lists.timeline(),
            }
    return f',"lists":{canonical(told)}}}\n'


def _pieces(head: str, tail: str, sent: dict[int, str]) -> Iterator[str]:
    yield f'{head},"pages":[\n'
    number = 0
    for number, row in enumerate(_rows().iterator(chunk_size=AT_ONCE), 1):
        if sent.get(row.pk) != row.digest:
            raise MovedError
        yield f"{',' if number > 1 else ''}{_written(row)}\n"
    if number != len(sent):
        raise MovedError
    yield f"]{tail}"


def _written(row: SharedPage) -> str:
    """A row's document is JSON already: only what stands beside it is written anew."""
    if row.is_gone:
        return canonical(gone(row))
    beside = json.dumps({**about(row), "gone": False}, separators=(",", ":"))
    return f"{beside[:-1]},{row.document[1:]}"
