"""Pages on which anybody can read the law that answers are given under, edition by edition."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.rulebook.contents import contents
from portal.rulebook.editions import canonical_text, published_edition, published_editions
from portal.rulebook.feeds import EditionsFeed
from portal.rulebook.queries import NoEditionError
from portal.rulebook.queries import edition as loaded_edition
from portal.web.cache import CURRENT_LAW_SECONDS, FOR_EVER, mark_public, public_page

ON_A_PAGE = 50
LAST_NUMBER = 2**31 - 1
"""More than a database can count."""
Found = TypeVar("Found")
ONE_DAY_SECONDS = 24 * 60 * 60


@require_safe
@public_page(seconds=CURRENT_LAW_SECONDS)
def editions(request: HttpRequest) -> HttpResponse:
    page = Paginator(published_editions(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "rulebook/editions.html", {"page": page, "crumbs": _crumbs()})


@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponseBase:
    """An old edition never changes, but the frame of its page does; the current one may become an old one."""
    published, loaded = _found(published_edition, number), _found(loaded_edition, number)
    found = contents(loaded, timezone.localdate(), get_language() or "en")
    here = {"url": reverse("rulebook:editions"), "label": _("Editions of the rulebook")}
    context = {"edition": published, "contents": found, "crumbs": [*_crumbs(), here]}
    answer = render(request, "rulebook/edition.html", context)
    return mark_public(answer, seconds=CURRENT_LAW_SECONDS if published.current else ONE_DAY_SECONDS)


@require_safe
@public_page(seconds=FOR_EVER)
def edition_text(request: HttpRequest, number: int) -> HttpResponse:
    """The very text whose SHA-256 names the edition."""
    return HttpResponse(_found(canonical_text, number), content_type="application/json")


@require_safe
@public_page()
def feed(request: HttpRequest) -> HttpResponse:
    """The editions as an Atom feed."""
    answer: HttpResponse = EditionsFeed()(request)
    return answer


def _crumbs() -> list[dict[str, str]]:
    return [{"url": reverse("wagtail_serve", args=[""]), "label": _("Home")}]


def _found(find: Callable[[int], Found], number: int) -> Found:
    if number > LAST_NUMBER:
        raise Http404
    try:
        return find(number)
    except NoEditionError as error:
        raise Http404(str(error)) from error
