"""The answer to one shipment: as a page and as a PDF. The address is all that they know."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from portal.rulebook.queries import NoEditionError, edition
from portal.selfcheck.answer.page import answer_page
from portal.selfcheck.journey import OWN, Journey
from portal.selfcheck.pdf import answer_as_pdf
from portal.selfcheck.query import EDITION, read_query
from portal.web.cache import CURRENT_LAW_SECONDS, PUBLIC_SECONDS, mark_public
from portal.web.limits import rate_limit

PDFS_PER_MINUTE = 20
TEST_CASE = "authoring:scenario_from_answer"


@require_safe
def answer(request: HttpRequest) -> HttpResponseBase:
    """The answer page. Its share link pins the edition that it was given on."""
    journey, newest = read_address(request.GET)
    page = answer_page(journey, newest)
    context = {
        "answer": page,
        "share_url": f"{settings.SITE_URL}{reverse('selfcheck:answer')}?{page.query}",
        "pdf_url": f"{reverse('selfcheck:answer_pdf')}?{page.query}",
        "keep_url": f"{reverse('selfcheck:keep')}?{page.query}",
        "test_case_url": test_case_url(page.query),
    }
    return mark_public(render(request, "selfcheck/answer.html", context), seconds=seconds_of(journey))


@require_safe
@rate_limit("answer-pdf", per_minute=PDFS_PER_MINUTE)
def answer_pdf(request: HttpRequest) -> HttpResponseBase:
    """The same answer for the file; as a page to print where this machine cannot make a PDF."""
    journey, newest = read_address(request.GET)
    page = answer_page(journey, newest)
    share_url = f"{settings.SITE_URL}{reverse('selfcheck:answer')}?{page.query}"
    response = answer_as_pdf(request, {"answer": page, "share_url": share_url})
    return mark_public(response, seconds=seconds_of(journey))


def seconds_of(journey: Journey) -> int:
    """An answer that pins its edition may be kept longer than one that goes by the newest."""
    return CURRENT_LAW_SECONDS if journey.told.edition is None else PUBLIC_SECONDS


def test_case_url(query: str) -> str:
    """Where staff make a test case of this answer; nothing where no room offers it."""
    path = _test_case_path()
    return f"{path}?{query}" if path else ""


@lru_cache(maxsize=1)
def _test_case_path() -> str:
    """Looked up once in a process; staff addresses are the same in every language."""
    try:
        return reverse(TEST_CASE)
    except NoReverseMatch:
        return ""


def read_address(query: QueryDict) -> tuple[Journey, Journey | None]:
    """The address on the edition that it pins; and on the newest, where that is a later one."""
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
    journey = Journey(named, read_query(query, named.law, own=OWN), newest.today)
    # Another process may have published a later edition that this one has not seen yet.
    return journey, newest if newest.edition.number > named.number else None
