"""Links of pages that lead nowhere inside the site, for one page or for all. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.views import serve

from content.serving import live_paths, serve_library
from content.snippets import GlossaryTerm
from content.texts import PAGE_LINK

ADDRESS = re.compile(r'<a [^>]*href="([^"]*)"')
TERM = re.compile(r"^/guidance/glossary/#(.+)$")


class Link(NamedTuple):
    """A link of a page: in which field and block, and to what, the number of a page or an address."""

    field: str
    block: int
    to: int | str


def links_of(page: Any) -> Iterator[Link]:
    """Every link that editors put into a page's blocks. No query."""
    for number, block in enumerate(getattr(page, "body", ())):
        if isinstance(block.value, RichText):
            html = block.value.source
            yield from (Link("body", number, int(found[1] or found[2])) for found in PAGE_LINK.finditer(html))
            yield from (Link("body", number, unescape(found)) for found in ADDRESS.findall(html))
    for number, block in enumerate(getattr(page, "questions", ())):
        if address := block.value.get("link"):
            yield Link("questions", number, address)
    if related := getattr(page, "related", None):
        chosen = enumerate(child["value"] for child in related.raw_data)
        yield from (Link("related", number, pk) for number, pk in chosen if pk)


def broken_links(page: Any) -> list[tuple[str, int, str]]:
    """The field, the number of its block, and what is wrong, of each link that leads nowhere."""
    return broken_in([page])[0]


def broken_in(pages: Sequence[Any]) -> list[list[tuple[str, int, str]]]:
    """The same of many pages, one list a page, with as many queries as for one."""
    links = [list(links_of(page)) for page in pages]
    there = _what_is_there(link for each in links for link in each)
    return [
        [(link.field, link.block, said) for link in each if (said := there.wrong_with(link))]
        for each in links
    ]


@dataclass(frozen=True, slots=True)
class _There:
    """What links can lead to, of all that some links want."""

    titles: dict[int, tuple[str, bool]]
    """The title of each page that is there, and whether it is live, by its number."""
    terms: frozenset[str]
    paths: frozenset[str]

    def wrong_with(self, link: Link) -> str:
        """A sentence; empty for a link that leads somewhere."""
        if isinstance(link.to, int):
            title, is_live = self.titles.get(link.to, (str(link.to), False))
            told = {"to": title}
            return "" if is_live else _("The link to the page “%(to)s” leads to nothing published.") % told
        return (
            ""
            if self._leads_somewhere(link.to)
            else _("The link to “%(to)s” leads nowhere.") % {"to": link.to}
        )

    def _leads_somewhere(self, address: str) -> bool:
        if not is_inside(address):
            return True
        if found := TERM.match(address):
            return found[1] in self.terms
        path = urlsplit(address).path
        try:
            view = resolve(path).func
        except Resolver404:
            return False
        return view not in (serve, serve_library) or path in self.paths


def is_inside(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")


def _what_is_there(links: Iterable[Link]) -> _There:
    wanted = {link.to for link in links}
    numbers = {to for to in wanted if isinstance(to, int)}
    inside = {to for to in wanted if isinstance(to, str) and is_inside(to)}
    keys = {found[1] for to in inside if (found := TERM.match(to))}
    rows = Page.objects.filter(pk__in=numbers).values_list("pk", "title", "live") if numbers else ()
    terms = GlossaryTerm.objects.filter(key__in=keys).values_list("key", flat=True) if keys else ()
    return _There(
        {pk: (title, is_live) for pk, title, is_live in rows},
        frozenset(terms),
        live_paths({urlsplit(to).path for to in inside}),
    )
