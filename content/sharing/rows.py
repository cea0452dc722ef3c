"""Rows of shared pages as programs get them: a line of a list, a whole page, a page that is gone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.urls import reverse

from content.sharing.addresses import whole
from content.sharing.models import SharedPage
from portal.rulebook.queries import NoEditionError, current_edition

IN_A_LIST = (
    *("type", "language", "title", "url", "topic", "question_id", "summary", "audiences", "modes"),
    *("agencies", "as_of", "next_review"),
)
OVERLAP = timedelta(minutes=5)
"""A change can be written down a moment after a later one: whoever asks again asks from before that."""


def about(row: SharedPage) -> dict[str, Any]:
    """What is known of every row, gone or not."""
    return {
        "id": str(row.key),
        "self": whole(reverse("library:page", args=[row.key])),
        "published_at": moment(row.published_at),
        "changed_at": moment(row.changed_at),
        "changed": row.why,
        "edition": row.edition,
    }


def gone(row: SharedPage) -> dict[str, Any]:
    named = {"type": row.kind, "language": row.language, "title": row.title, "url": whole(row.url)}
    return {**about(row), "gone": True, **named}


def line(row: SharedPage) -> dict[str, Any]:
    """A page in a list."""
    if row.is_gone:
        return gone(row)
    document = json.loads(row.document)
    told = {name: document[name] for name in IN_A_LIST if name in document}
    return {**about(row), "gone": False, **told}


def page(row: SharedPage) -> dict[str, Any]:
    """A whole page."""
    return {**about(row), "gone": False, **json.loads(row.document)}


def question(row: SharedPage) -> dict[str, Any]:
    """A question with its answer."""
    if row.is_gone:
        return gone(row)
    document = json.loads(row.document)
    return {
        **about(row),
        "gone": False,
        "question_id": document.get("question_id"),
        "question": document["title"],
        "also_asked": document["also_asked"],
        "answer": document["summary"],
        **{name: document[name] for name in ("language", "url", "topic", "as_of", "next_review", "sources")},
    }


def edition_told() -> dict[str, Any] | None:
    try:
        edition = current_edition()
    except NoEditionError:
        return None
    return {"number": edition.number, "sha256": edition.sha256}


def ask_again_from() -> str | None:
    """What to give as ``changed_since`` the next time; it moves only when something changes."""
    newest = SharedPage.objects.aggregate(newest=Max("changed_at"))["newest"]
    return moment(newest - OVERLAP) if newest else None


def moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
