"""Serves pages of the library by their address in few queries.

Wagtail walks the tree from the root, two queries a level; the whole address of a page is stored with it, so
one look is enough. What is not found here is Wagtail's to answer (a missing slash, a page of another room).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page, Site
from wagtail.views import serve, serve_chain


def serve_library(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """The page at ``/guidance/`` and below."""
    path = f"guidance/{rest}"
    page = find_page(path)
    if page is None:
        return serve(request, path)
    for check in hooks.get_hooks("before_serve_page"):
        if answer := check(page, request, [], {}):
            return answer
    # Wagtail's own check of who may see a page stands around the serving.
    answering = serve_chain
    for around in reversed(hooks.get_hooks("on_serve_page")):
        answering = around(answering)
    response: HttpResponseBase = answering(page, request, [], {})
    return response


def find_page(path: str) -> Page | None:
    """The live page at an address below the home page of this language."""
    language = get_language()
    roots = [root.root_path for root in Site.get_site_root_paths() if root.language_code == language]
    paths = [f"{root}{path}" for root in roots]
    if not path.endswith("/"):
        return None
    plain = Page.objects.live().filter(url_path__in=paths).select_related("locale").first()
    if plain is None:
        return None
    page: Page = plain.specific
    page.locale = plain.locale
    return page


def live_paths(paths: Iterable[str]) -> frozenset[str]:
    """Those of some addresses at which a live page stands, whatever the language: one query."""
    roots = [root.root_path for root in Site.get_site_root_paths()]
    wanted = {f"{root.rstrip('/')}{path}": path for root in roots for path in paths if path.endswith("/")}
    if not wanted:
        return frozenset()
    found = Page.objects.live().filter(url_path__in=wanted).values_list("url_path", flat=True)
    return frozenset(wanted[url_path] for url_path in found)


def addresses(pages: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Where live pages stand, and their titles, by id: one query for any number."""
    wanted = set(pages)
    if not wanted:
        return {}
    found = Page.objects.live().filter(pk__in=wanted).only("id", "title", "url_path", "locale_id", "depth")
    return {page.pk: (page.get_url() or "", page.title) for page in found}
