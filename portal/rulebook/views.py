"""Pages on which anybody can read the law that answers are given under, edition by edition."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.rulebook.contents import contents
from portal.rulebook.editions import canonical_text, published_edition, published_editions
from portal.rulebook.queries import NoEditionError
from portal.rulebook.queries import edition as loaded_edition
from portal.web.cache import FOR_EVER, PUBLIC_SECONDS, mark_public, public_page

ON_A_PAGE = 50
ONE_DAY_SECONDS = 24 * 60 * 60


@require_safe
@public_page()
def editions(request: HttpRequest) -> HttpResponse:
    page = Paginator(published_editions(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "rulebook/editions.html", {"page": page})


@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponseBase:
    """An old edition never changes, but the frame of its page does; the current one may become an old one."""
    try:
        published, loaded = published_edition(number), loaded_edition(number)
    except NoEditionError as error:
        raise Http404(str(error)) from error
    found = contents(loaded, timezone.localdate(), get_language() or "en")
    answer = render(request, "rulebook/edition.html", {"edition": published, "contents": found})
    return mark_public(answer, seconds=PUBLIC_SECONDS if published.current else ONE_DAY_SECONDS)


@require_safe
@public_page(seconds=FOR_EVER)
def edition_text(request: HttpRequest, number: int) -> HttpResponse:
    """The very text whose SHA-256 names the edition."""
    try:
        text = canonical_text(number)
    except NoEditionError as error:
        raise Http404(str(error)) from error
    return HttpResponse(text, content_type="application/json")
