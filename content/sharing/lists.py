"""Lists beside the pages: glossary, agencies, topics, limits of other countries, the timeline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from content.law.agencies import agency_choices, agency_view
from content.law.telling import teller
from content.law.timeline import moments
from content.pages import AgencyPage
from content.pages.base import linked
from content.sharing.addresses import whole
from content.sharing.models import SharedPage
from content.sharing.telling import agency, citations, told
from content.snippets import GlossaryTerm

Rows = list[dict[str, Any]]


def _addresses(language: str, pages: Iterable[int]) -> dict[int, dict[str, str]]:
    rows = SharedPage.objects.filter(language=language, is_gone=False, page_id__in=set(pages))
    return {
        pk: {"title": title, "url": whole(url)}
        for pk, title, url in rows.values_list("page_id", "title", "url")
    }


def glossary(language: str) -> Rows:
    """Every word, by the alphabet; four queries whatever their number."""
    home = SharedPage.objects.filter(language=language, is_gone=False, kind="glossary").first()
    terms = list(GlossaryTerm.objects.filter(locale__language_code=language).prefetch_related("pages"))
    law = teller()
    pages = _addresses(language, (page.pk for term in terms for page in term.pages.all()))
    address = whole(home.url) if home else ""
    return [
        {
            "key": term.key,
            "term": term.term,
            "also": term.also_called,
            "meaning": told(law, term.meaning, address),
            "sources": citations(linked(law, (block.value for block in term.sources))),
            "pages": [pages[page.pk] for page in term.pages.all() if page.pk in pages],
            "url": f"{address}#{term.key}" if address else None,
        }
        for term in sorted(terms, key=lambda term: (term.term.casefold(), term.key))
    ]


def agencies(language: str) -> Rows:
    """Every agency of the newest edition with its rules in force today, and our page on it."""
    keys = dict(AgencyPage.objects.live().values_list("agency", "pk"))
    pages = _addresses(language, keys.values())
    views = (agency_view(key) for key, _label in agency_choices())
    return [{**agency(view), "page": pages.get(keys.get(view.key, 0))} for view in views if view]


def topics(language: str) -> Rows:
    """The shelves of the library, each with its feeds."""
    rows = SharedPage.objects.filter(language=language, is_gone=False, kind__in=("topic", "toolkit"))
    return [
        {
            "slug": row.slug,
            "title": row.title,
            "url": whole(row.url),
            "summary": json.loads(row.document)["summary"],
            "feed": whole(reverse("sharing:topic_feed", args=[row.slug])),
            "json_feed": whole(reverse("sharing:topic_json_feed", args=[row.slug])),
        }
        for row in rows.order_by("url")
        if row.topic == row.slug
    ]


def thresholds(language: str) -> Rows:
    """Up to which value other countries let parcels in free of duty or tax."""
    found = SharedPage.objects.filter(language=language, is_gone=False, kind="thresholds").first()
    return list(json.loads(found.document)["thresholds"]) if found else []


def timeline() -> Rows:
    """What changed when, the newest day first; days ahead of today too."""
    return list(_days())


def _days() -> Iterator[dict[str, Any]]:
    law = teller()
    for moment in moments(law) if law else ():
        events = [
            {"title": event.title, "text": event.text, "citations": citations(event.cites)}
            for event in moment.events
        ]
        yield {"day": moment.day.isoformat(), "ahead": moment.is_ahead, "events": events}
