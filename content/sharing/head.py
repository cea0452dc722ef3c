"""What search engines, feed readers and editors read in the head of a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from content import pages as types
from content.finding.entries import topic_of
from content.law.telling import Teller
from content.pages import LawPage, LibraryPage
from content.sharing import oembed
from content.sharing.addresses import whole
from content.sharing.telling import KINDS

Data = dict[str, Any]
CONTEXT = "https://schema.org"
ESCAPED = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
"""So that nothing in the data ends the element around it."""


@dataclass(frozen=True, slots=True)
class About:
    """Addresses and words for the head. ``oembed`` and ``topic`` are empty where there is none."""

    url: str
    title: str
    description: str
    oembed: dict[str, str]
    topic: str


def about(page: Page) -> About:
    """A page of ours, the home page too."""
    address = whole(page.get_url() or "/")
    is_library = isinstance(page, LibraryPage)
    kind = KINDS.get(type(page), "") if is_library else ""
    return About(
        url=address,
        title=page.seo_title or page.title,
        description=page.search_description or _short(page),
        oembed=_oembed(address) if kind in oembed.KINDS else {},
        topic=topic_of(page) if is_library else "",
    )


def _short(page: Page) -> str:
    if not isinstance(page, LibraryPage):
        return ""
    return page.law.text(page.summary) if page.law else page.summary


def _oembed(address: str) -> dict[str, str]:
    here = whole(reverse("sharing:oembed"))
    return {form: f"{here}?{urlencode({'url': address, 'format': form})}" for form in oembed.FORMS}


def data_element(page: Page) -> SafeString:
    """The page as linked data. It is data and no script: the browser runs nothing of it."""
    told = json.dumps({"@context": CONTEXT, "@graph": list(_graph(page))}, ensure_ascii=False)
    element = f'<script type="application/ld+json">{told.translate(ESCAPED)}</script>'
    return mark_safe(element)  # noqa: S308 - every sign that could end the element is escaped


def _graph(page: Page) -> Iterator[Data]:
    publisher = {"@type": "Organization", "@id": whole("/#publisher"), "name": settings.SITE_NAME}
    if not isinstance(page, LibraryPage):
        yield publisher | {"url": whole("/")}
        yield {"@type": "WebSite", "name": settings.SITE_NAME, "url": whole("/")}
        return
    yield publisher | {"url": whole("/")}
    yield _crumbs(page)
    yield _main(page) | {
        "url": whole(page.get_url() or "/"),
        "name": page.title,
        "inLanguage": page.locale.language_code,
        "isAccessibleForFree": True,
        "publisher": {"@id": publisher["@id"]},
        **_days(page),
    }


def _crumbs(page: LibraryPage) -> Data:
    way = [(step["label"], whole(step["url"])) for step in page.way_here]
    way.append((page.title, whole(page.get_url() or "/")))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(way, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _days(page: LibraryPage) -> Data:
    days = {"datePublished": page.first_published_at, "dateModified": page.last_published_at}
    told = {name: day.isoformat() for name, day in days.items() if day}
    if isinstance(page, LawPage) and page.as_of:
        told["lastReviewed"] = page.as_of.isoformat()
    return told


def _main(page: LibraryPage) -> Data:
    match page:
        case types.QuestionPage():
            return {"@type": "FAQPage", "mainEntity": list(_questions(page))}
        case types.GlossaryPage():
            return {"@type": "DefinedTermSet", "hasDefinedTerm": list(_terms(page))}
        case types.NewsPage():
            return {"@type": "NewsArticle", "headline": page.title, "description": _short(page)}
        case types.EventPage():
            place = {"@type": "Place", "name": page.place}
            when = {"startDate": page.starts.isoformat(), "endDate": page.ends.isoformat()}
            return {"@type": "Event", "location": place, "description": _short(page), **when}
        case types.TopicPage():
            return {"@type": "CollectionPage", "description": _short(page)}
        case LawPage():
            return {"@type": ["Article", "WebPage"], "headline": page.title, "description": _short(page)}
    return {"@type": "WebPage", "description": _short(page)}


def _questions(page: types.QuestionPage) -> Iterator[Data]:
    """The question of the page, and those that unfold on it."""
    yield _question(page.title, _short(page))
    for block in page.body:
        if block.block_type == "faq":
            yield from (
                _question(_told(page.law, item["question"]), _told(page.law, item["answer"]))
                for item in block.value
            )


def _question(asked: str, answer: str) -> Data:
    return {"@type": "Question", "name": asked, "acceptedAnswer": {"@type": "Answer", "text": answer}}


def _terms(page: types.GlossaryPage) -> Iterator[Data]:
    address = whole(page.get_url() or "/")
    for term in page.terms:
        yield {
            "@type": "DefinedTerm",
            "name": term.term,
            "alternateName": term.also_called,
            "description": _told(page.law, term.meaning),
            "url": f"{address}#{term.key}",
        }


def _told(law: Teller | None, text: str) -> str:
    return law.text(text) if law else text
