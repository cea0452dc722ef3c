"""Links of a page that lead nowhere inside the site. Nothing outside is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.views import serve

from content.serving import find_page, serve_library
from content.snippets import GlossaryTerm
from content.texts import PAGE_LINK

ADDRESS = re.compile(r'<a [^>]*href="([^"]*)"')
TERM = re.compile(r"^/guidance/glossary/#(.+)$")


def broken_links(page: Any) -> Iterator[tuple[str, int, str]]:
    """The field, the number of its block, and what is wrong, of each link that leads nowhere."""
    ids: list[tuple[str, int, int]] = []
    for number, block in enumerate(page.body):
        if not isinstance(block.value, RichText):
            continue
        html = block.value.source
        ids += [("body", number, int(found[1] or found[2])) for found in PAGE_LINK.finditer(html)]
        for address in ADDRESS.findall(html):
            if not _leads_somewhere(unescape(address)):
                yield "body", number, _("The link to “%(to)s” leads nowhere.") % {"to": address}
    ids += [("related", number, child["value"]) for number, child in enumerate(page.related.raw_data)]
    live = set(Page.objects.live().filter(pk__in={pk for *_place, pk in ids}).values_list("pk", flat=True))
    titles = dict(Page.objects.filter(pk__in={pk for *_place, pk in ids} - live).values_list("pk", "title"))
    for field, number, pk in ids:
        if pk not in live:
            told = {"to": titles.get(pk) or pk}
            yield field, number, _("The link to the page “%(to)s” leads to nothing that is published.") % told


def _leads_somewhere(address: str) -> bool:
    if not address.startswith("/") or address.startswith("//"):
        return True
    if found := TERM.match(address):
        return GlossaryTerm.objects.filter(key=found[1]).exists()
    path = urlsplit(address).path
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return view not in (serve, serve_library) or find_page(path.removeprefix("/")) is not None
