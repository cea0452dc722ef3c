"""What others are told of a page: its words with the law put in, its sources, figures, examples and days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape

from content import pages as types
from content.finding.entries import topic_of
from content.law.agencies import AgencyView
from content.law.telling import Note, Teller
from content.loading.reading import TYPES
from content.pages import LawPage, LibraryPage
from content.pages.living import Limit
from content.sharing.addresses import whole
from content.sharing.cleaning import cleaned, readable
from portal.rules.law import Citation

Document = dict[str, Any]
KINDS = {model: name for name, model in TYPES.items()} | {types.DocumentPage: "document"}
LIVE_ONLY = frozenset({"demo"})
"""Blocks that make no sense anywhere but on the page itself."""


def kind_of(page: LibraryPage) -> str:
    return KINDS[type(page)]


def document_of(page: LibraryPage) -> Document:
    """A live page in its language, as of today under the newest edition. `shapes` has its shape, ``Page``."""
    address = whole(page.get_url() or "")
    return {
        "type": kind_of(page),
        "language": page.locale.language_code,
        "title": readable(page.title),
        "url": address,
        "topic": topic_of(page) or None,
        "summary": told(page.law, page.summary, address),
        "body": _body(page, address),
        "description": page.search_description,
        "also_asked": [line for line in page.also_asked.splitlines() if line.strip()],
        "audiences": [facet.key for facet in page.audiences.all()],
        "modes": [facet.key for facet in page.modes.all()],
        "agencies": [facet.key.upper() for facet in page.agencies.all()],
        "related": [{"title": link["label"], "url": whole(link["url"])} for link in page.see_also],
        "figures": [_figure(note) for note in page.law_notes],
        **_of_law(page),
        **dict(_more(page)),
    }


def told(law: Teller | None, text: str, address: str) -> dict[str, str]:
    """A plain text with its references to law put into words, as markup and as text."""
    html, words = cleaned(law.markup(escape(text)) if law else escape(text), address)
    return {"html": html, "text": words}


def _body(page: LibraryPage, address: str) -> dict[str, str]:
    parts = (_block(page, block) for block in page.body if block.block_type not in LIVE_ONLY)
    html, text = cleaned("\n".join(parts), address)
    return {"html": html, "text": text}


def _block(page: LibraryPage, block: Any) -> str:
    """A block as the page shows it, but a figure without "as of today": that would be news every day."""
    context = {"page": page, "law": page.law}
    if block.block_type == "figure":
        note = page.law.note(block.value) if page.law else None
        return render_to_string("content/sharing/figure.html", {"note": note}) if note else ""
    return str(block.render(context))


def citations(cites: Iterable[Citation]) -> list[dict[str, str | None]]:
    return [{"label": cite.label, "url": cite.url or None} for cite in cites]


def _figure(note: Note) -> Document:
    return {
        "key": note.key,
        "title": note.title,
        "value": note.value,
        "since": _day(note.since),
        "note": note.note,
        "citations": citations(note.cites),
    }


def _of_law(page: LibraryPage) -> Document:
    """Days of review, sources and examples; a page that is no page of law has none."""
    if not isinstance(page, LawPage):
        none = dict.fromkeys(("as_of", "next_review", "kept_by"))
        return {**none, "sources": [], "examples": [], "moved": []}
    return {
        "as_of": _day(page.as_of),
        "next_review": _day(page.next_review),
        "kept_by": page.kept_by,
        "sources": citations(page.cited),
        "examples": [_example(page.law, block.value) for block in page.checks],
        "moved": [thing.title for thing in page.law_moved],
    }


def _example(law: Teller | None, case: Any) -> Document:
    return {
        "title": law.text(case["label"]) if law else case["label"],
        "url": f"{whole(reverse('selfcheck:answer'))}?{case['answers']}",
        "entry": case["entry"],
        "agencies": list(case["agencies"]),
    }


def _more(page: LibraryPage) -> Iterator[tuple[str, Any]]:
    """What only some types of pages have."""
    match page:
        case types.QuestionPage():
            yield "question_id", page.question_id or None
        case types.NewsPage():
            yield "date", _day(page.date)
        case types.EventPage():
            yield "starts", page.starts.isoformat()
            yield "ends", page.ends.isoformat()
            yield "place", page.place
        case types.AgencyPage() if view := page.rulebook_agency:
            yield "agency", agency(view)
        case types.DocumentPage():
            yield "document_url", whole(page.document.url)
        case types.ThresholdsPage():
            yield "thresholds", [limit(row) for row in page.sorted_rows]
        case types.SupplyMapPage():
            yield "supply_map", list(_lanes(page))


def agency(view: AgencyView) -> Document:
    """An agency and its rules in force today, as the rulebook tells of them."""
    return {
        "key": view.key,
        "name": view.name,
        "about": view.about,
        "url": view.url,
        "rules": [
            {
                "id": rule.id,
                "title": rule.title,
                "text": rule.text,
                "status": rule.status or None,
                "citations": citations(rule.basis.cites),
            }
            for rule in view.rules
        ],
    }


def limit(row: Limit) -> Document:
    return {
        "country": row.name,
        "duty": row.duty,
        "tax": row.tax or None,
        "since": _day(row.since),
        "note": row.note,
        "source": citations([row.cite])[0],
        "checked": _day(row.checked),
    }


def _lanes(page: types.SupplyMapPage) -> Iterator[Document]:
    law = page.law
    for lane in page.map.lanes:
        stages = [
            {"stage": cell.stage_name}
            | {
                name: law.text(getattr(cell, name) or "") if law else getattr(cell, name)
                for name in ("who", "files", "pays", "data")
            }
            for cell in lane.cells
        ]
        yield {"way": lane.name, "intro": law.text(lane.intro or "") if law else lane.intro, "stages": stages}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
