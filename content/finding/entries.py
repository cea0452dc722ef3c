"""Entries of the index, made from pages, glossary terms, kinds of goods and agencies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import get_language, override
from wagtail.models import Page

from content import pages as types
from content.finding.documents import text_of_document
from content.finding.models import SearchEntry
from content.law.telling import Teller, teller
from content.pages import LibraryPage
from content.snippets import GlossaryTerm
from content.texts import placed
from portal.rulebook.contents import Section, contents
from portal.rulebook.queries import LoadedEdition
from portal.rulebook.wording import Wording

Kind = SearchEntry.Kind
KINDS: dict[type[LibraryPage], Kind] = {
    types.QuestionPage: Kind.QUESTION,
    types.GuidePage: Kind.GUIDE,
    types.ToolkitStepPage: Kind.STEP,
    types.AgencyPage: Kind.AGENCY,
    types.ToolkitPage: Kind.TOPIC,
    types.TopicPage: Kind.TOPIC,
    types.NewsPage: Kind.NEWS,
    types.EventPage: Kind.EVENT,
    types.CampaignPage: Kind.CAMPAIGN,
    types.DocumentPage: Kind.DOCUMENT,
}
ELSEWHERE = ("summary", "also_asked")
NO_WORDS = frozenset(
    ["tone", "answers", "check", "agency", "key", "lane", "stage", "link", "url", "said", "slug", "kind"]
)
"""Fields of blocks that hold names for machines; and wrong claims, which no extract may repeat alone."""
GUIDANCE_DEPTH = 3
MOST_LETTERS = 200_000


def entry_of_page(page: LibraryPage) -> SearchEntry:
    """A live page as its readers read it today."""
    with override(page.locale.language_code):
        law = teller()
        entry = SearchEntry(
            kind=_kind(page),
            key=f"page-{page.pk}",
            page_id=page.pk,
            url=page.get_url() or "",
            title=page.title,
            also=f"{page.also_asked}\n{_names_of_agency(page, law)}".strip(),
            summary=_told(law, page.summary),
            body=_told(law, "\n".join(_passages(page)))[:MOST_LETTERS],
            day=getattr(page, "as_of", None) or getattr(page, "date", None),
            facets=_line(_facets(page)),
        )
        return _finished(entry)


def _kind(page: LibraryPage) -> Kind:
    return KINDS.get(type(page), Kind.PAGE)


def _passages(page: LibraryPage) -> Iterator[str]:
    for name in page.search_words:
        if name not in ELSEWHERE:
            for path, passage in placed(getattr(page, name)):
                if passage.strip() and not NO_WORDS.intersection(path[-1:]):
                    yield passage
    match page:
        case types.ThresholdsPage():
            yield from (f"{row.name}: {row.duty}. {row.tax}" for row in page.sorted_rows)
        case types.TimelinePage():
            yield from dict.fromkeys(event.title for moment in page.moments for event in moment.events)
        case types.EventPage():
            yield from (page.place, page.how)
        case types.DocumentPage():
            yield text_of_document(page.document)
        case types.AgencyPage() if view := page.rulebook_agency:
            yield from (view.about, *(rule.title for rule in view.rules))


def _names_of_agency(page: LibraryPage, law: Teller | None) -> str:
    if not isinstance(page, types.AgencyPage) or law is None:
        return ""
    view = page.rulebook_agency
    return f"{view.key} {view.name}" if view else ""


def _facets(page: LibraryPage) -> Iterator[str]:
    yield f"kind:{_kind(page)}"
    if topic := topic_of(page):
        yield f"topic:{topic}"
    for facets in (page.audiences, page.modes, page.agencies):
        yield from (f"{facet.kind}:{facet.key}" for facet in facets.all())
    if isinstance(page, types.AgencyPage):
        yield f"agency:{page.agency.lower()}"


def topic_of(page: Page) -> str:
    """The slug of the topic that the page stands in: the level right below the library's own page."""
    below = page.url_path.strip("/").split("/")[GUIDANCE_DEPTH - 1 :]
    if page.depth == GUIDANCE_DEPTH + 1:
        return page.slug if isinstance(page, types.TopicPage) else ""
    return below[0] if below else ""


def entry_of_term(term: GlossaryTerm, address: str) -> SearchEntry:
    """A word of the glossary; ``address`` is that of the glossary page in its language."""
    with override(term.locale.language_code):
        return _finished(
            SearchEntry(
                kind=Kind.TERM,
                key=f"term-{term.key}",
                url=f"{address}#{term.key}",
                title=term.term,
                also=term.also,
                summary=_told(teller(), term.meaning),
                facets=_line([f"kind:{Kind.TERM}"]),
            )
        )


def entries_of_law(language: str, *, agencies_with_pages: Iterable[str]) -> list[SearchEntry]:
    """Kinds of goods, which lead into the check, and agencies of the rulebook that have no page yet."""
    with override(language):
        law = teller()
        if law is None:
            return []
        goods = list(_goods(law))
        known = set(agencies_with_pages)
        sections = contents(law.edition, law.day, law.language).agencies
        return [*goods, *(_agency(law.edition, section) for section in sections if section.key not in known)]


def _goods(law: Teller) -> Iterator[SearchEntry]:
    wording = Wording(law.edition.law, law.day, law.language)
    book = law.edition.law.book
    aisles = {aisle.key: wording.say(aisle.words, "title") for aisle in book.aisles}
    for category in book.categories:
        yield _finished(
            SearchEntry(
                kind=Kind.GOODS,
                key=f"goods-{category.slug}",
                url=f"{reverse('selfcheck:start')}?categories={category.slug}",
                title=wording.say(category.words, "label"),
                also="\n".join((*category.examples, *category.also)),
                summary=", ".join(category.examples),
                body=aisles.get(category.aisle, ""),
                facets=_line([f"kind:{Kind.GOODS}"]),
            )
        )


def _agency(edition: LoadedEdition, section: Section) -> SearchEntry:
    address = reverse("rulebook:edition", args=[edition.number])
    return _finished(
        SearchEntry(
            kind=Kind.AGENCY,
            key=f"agency-{section.key.lower()}",
            url=f"{address}#topic-{section.key}",
            title=section.title,
            also=section.key,
            summary=section.about,
            body="\n".join(entry.title for entry in section.entries),
            facets=_line([f"kind:{Kind.AGENCY}", f"agency:{section.key.lower()}"]),
        )
    )


def _told(law: Teller | None, text: str) -> str:
    return law.text(text) if law else text


def _line(facets: Iterable[str]) -> str:
    return f" {' '.join(dict.fromkeys(facets))} "


def _finished(entry: SearchEntry) -> SearchEntry:
    """In its language, without what a database cannot hold, and with a digest that tells a change."""
    entry.language = get_language() or "en"
    for name in ("title", "also", "summary", "body"):
        setattr(entry, name, getattr(entry, name).replace("\x00", ""))
    entry.title = entry.title[:255]
    told = [getattr(entry, name) for name in CONTENTS]
    entry.digest = hashlib.sha256(repr(told).encode()).hexdigest()
    return entry


CONTENTS = ("facets", "kind", "page_id", "url", "day", "title", "also", "summary", "body")
"""What of an entry can change."""
