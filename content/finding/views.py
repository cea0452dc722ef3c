"""The page of results, and suggestions while somebody types."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.finding.misses import note_miss
from content.finding.results import asked_facets, empty_page, results_page
from content.finding.search import search, suggestions
from content.finding.words import LONGEST_TEXT
from portal.web.cache import CURRENT_LAW_SECONDS, public_page


def _typed(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "")[:LONGEST_TEXT].replace("\x00", " ").split())


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@require_safe
@public_page(seconds=CURRENT_LAW_SECONDS)
def search_page(request: HttpRequest) -> HttpResponse:
    """What a few words lead to. The address tells all of it: words, facets, page."""
    text, language = _typed(request), _language()
    facets = asked_facets(request.GET.getlist("f"), language)
    found = search(text, language, facets)
    if text and not found.total and not facets:
        note_miss(text)
    if found.total:
        context = results_page(text, found, facets, request.GET.get("page"))
    else:
        context = empty_page(text, found, facets)
    return render(request, "content/search.html", context)


@require_safe
@public_page(seconds=CURRENT_LAW_SECONDS)
def suggest(request: HttpRequest) -> JsonResponse:
    """Names that fit what was typed so far: ``{"suggestions": [{"title", "url", "kind"}]}``."""
    found = suggestions(_typed(request), _language())
    told = [{"title": one.title, "url": one.url, "kind": one.get_kind_display()} for one in found]
    return JsonResponse({"suggestions": told})
