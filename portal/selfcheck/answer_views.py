"""The answer to one shipment: as a page and as a PDF. The address is all that they know."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.rulebook.queries import NoEditionError, edition
from portal.selfcheck.answer.page import answer_page
from portal.selfcheck.journey import OWN, Journey
from portal.selfcheck.pdf import answer_as_pdf
from portal.selfcheck.query import EDITION, read_query
from portal.web.cache import public_page
from portal.web.limits import rate_limit

PDFS_PER_MINUTE = 20


@require_safe
@public_page()
def answer(request: HttpRequest) -> HttpResponse:
    """The answer page. Its share link pins the edition that it was given on."""
    page = answer_page(*read_address(request.GET))
    pdf_url = f"{reverse('selfcheck:answer_pdf')}?{page.query}"
    share_url = f"{settings.SITE_URL}{reverse('selfcheck:answer')}?{page.query}"
    return render(
        request, "selfcheck/answer.html", {"answer": page, "share_url": share_url, "pdf_url": pdf_url}
    )


@require_safe
@rate_limit("answer-pdf", per_minute=PDFS_PER_MINUTE)
@public_page()
def answer_pdf(request: HttpRequest) -> HttpResponse:
    """The same answer for the file; as a page to print where this machine cannot make a PDF."""
    page = answer_page(*read_address(request.GET))
    share_url = f"{settings.SITE_URL}{reverse('selfcheck:answer')}?{page.query}"
    return answer_as_pdf(request, {"answer": page, "share_url": share_url})


def read_address(query: QueryDict) -> tuple[Journey, Journey | None]:
    """The address on the edition that it pins; and on the newest, where that is another one."""
    newest = Journey.read(query)
    pinned = newest.told.edition
    if pinned is None and query.get(EDITION, "").strip():
        raise Http404
    if pinned is None or pinned == newest.edition.number:
        return newest, None
    try:
        named = edition(pinned)
    except NoEditionError:
        raise Http404 from None
    return Journey(named, read_query(query, named.law, own=OWN), newest.today), newest
