"""A row of a starter file as the fields of its page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from content import models
from content.loading.files import PageFile, StarterPageError
from content.loading.markdown import rich_text
from content.pages import LawPage, LibraryPage
from content.snippets import Facet

TYPES: dict[str, type[LibraryPage]] = {
    "topic": models.TopicPage,
    "guide": models.GuidePage,
    "question": models.QuestionPage,
    "toolkit": models.ToolkitPage,
    "toolkit_step": models.ToolkitStepPage,
    "news": models.NewsPage,
    "glossary": models.GlossaryPage,
    "agency": models.AgencyPage,
    "event": models.EventPage,
    "campaign": models.CampaignPage,
    "supply_map": models.SupplyMapPage,
    "thresholds": models.ThresholdsPage,
    "timeline": models.TimelinePage,
}
PLAIN = ("title", "summary", "as_of", "next_review", "date", "place", "how", "agency")
STREAMS = {"lanes": "lane", "stages": "stage", "cells": "cell", "rows": "row", "checks": "case"}
FACETS = {
    "audiences": Facet.Kind.AUDIENCE,
    "modes": Facet.Kind.MODE,
    "agencies": Facet.Kind.AGENCY,
}
ELSEWHERE = {
    "type",
    "slug",
    "order",
    "owner",
    "question",
    "also_asked",
    "description",
    "sources",
    "related",
    "body",
    "starts",
    "ends",
}

Pages = Mapping[str, int]
"""The ids of all pages by slug."""


def kind_of(file: PageFile) -> type[LibraryPage]:
    try:
        return TYPES[file.row["type"]]
    except (KeyError, TypeError):
        raise StarterPageError(f"{file.path}: unknown type of page") from None


def fill_plain(page: LibraryPage, row: Mapping[str, Any]) -> None:
    """The fields that need no other page."""
    known = {*PLAIN, *STREAMS, *FACETS, *ELSEWHERE}
    if unknown := set(row) - known:
        raise StarterPageError(f"{page.slug}: nothing knows {sorted(unknown)}")
    for name in PLAIN:
        if name in row:
            setattr(page, name, row[name])
    page.also_asked = "\n".join(row.get("also_asked") or ())
    page.search_description = row.get("description") or ""
    if "owner" in row:
        page.kept_by = row["owner"]
    if "question" in row:
        page.question_id = row["question"]
    for name in ("starts", "ends"):
        if name in row:
            setattr(page, name, _moment(row[name]))


def fill_streams(page: LibraryPage, row: Mapping[str, Any], pages: Pages) -> None:
    """The fields whose words may lead to other pages."""
    resolve = _resolver(page.slug, pages)
    page.body = _stream(_blocks(row.get("body") or (), resolve))
    related = [pages[slug] for slug in row.get("related") or () if slug in pages]
    page.related = _stream([{"type": "page", "value": pk} for pk in related])
    if isinstance(page, LawPage):
        page.sources = _stream([{"type": "source", "value": label} for label in row.get("sources") or ()])
    for name, block in STREAMS.items():
        if name in row:
            setattr(page, name, _stream([{"type": block, "value": value} for value in row[name]]))


def fill_facets(page: LibraryPage, row: Mapping[str, Any], facets: Mapping[tuple[str, str], Facet]) -> None:
    for name, kind in FACETS.items():
        keys = [str(key).lower() for key in row.get(name) or ()]
        try:
            setattr(page, name, [facets[kind, key] for key in keys])
        except KeyError as unknown:
            raise StarterPageError(f"{page.slug}: unknown facet {unknown}") from None


def _blocks(body: Any, resolve: Callable[[str], Mapping[str, str]]) -> list[dict[str, Any]]:
    found = []
    for item in body:
        ((name, value),) = item.items()
        found.append({"type": name, "value": rich_text(value, resolve) if name == "text" else value})
    return found


def _stream(raw: list[dict[str, Any]]) -> Any:
    """What a stream field takes: JSON."""
    return json.dumps(raw, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise StarterPageError(f"{value!r} is no plain value")


def _resolver(slug: str, pages: Pages) -> Callable[[str], Mapping[str, str]]:
    def resolve(address: str) -> Mapping[str, str]:
        scheme, _colon, rest = address.partition(":")
        match scheme:
            case "page" if rest in pages:
                return {"linktype": "page", "id": str(pages[rest])}
            case "report":
                return {"href": "/report/"}
            case "term":
                return {"href": f"/guidance/glossary/#{rest}"}
            case "check":
                return {"href": f"/check/{rest}"}
            case "https" | "http" | "tel" | "mailto":
                return {"href": address}
        raise StarterPageError(f"{slug}: no page for the link {address!r}")

    return resolve


def _moment(value: Any) -> datetime:
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return found if timezone.is_aware(found) else timezone.make_aware(found)
