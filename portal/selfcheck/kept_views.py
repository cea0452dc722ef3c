"""Keeping an answer, and what was kept: the only pages of the check behind which something is stored."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.rulebook.wording import day_words
from portal.selfcheck.answer.page import answer_page
from portal.selfcheck.answer_views import PDFS_PER_MINUTE, read_address, test_case_url
from portal.selfcheck.kept import NotKeptError, keep, kept_answer
from portal.selfcheck.kept_page import kept_page
from portal.selfcheck.models import KeptAnswer
from portal.selfcheck.pdf import answer_as_pdf
from portal.web.limits import rate_limit

KEPT_PER_MINUTE = 20
LOOKED_UP_PER_MINUTE = 60


@require_http_methods(["GET", "HEAD", "POST"])
def keep_answer(request: HttpRequest) -> HttpResponseBase:
    """Say what would be kept (GET), and keep it (POST). The address holds the answers both times."""
    return _keep_now(request) if request.method == "POST" else _before_keeping(request)


def _before_keeping(request: HttpRequest) -> HttpResponse:
    journey, _newest = read_address(request.GET)
    if not journey.as_read:
        return redirect("selfcheck:start")
    page = answer_page(journey)
    answer_url = f"{reverse('selfcheck:answer')}?{page.query}"
    context = {"answer": page, "answer_url": answer_url, "today": day_words(journey.today)}
    return render(request, "selfcheck/keep.html", context)


@rate_limit("keep-answer", per_minute=KEPT_PER_MINUTE)
def _keep_now(request: HttpRequest) -> HttpResponse:
    journey, _newest = read_address(request.GET)
    if not journey.as_read:
        return redirect("selfcheck:start")
    row = keep(edition=journey.edition, answers=journey.as_read, asked_on=timezone.localdate())
    return redirect("selfcheck:kept", code=row.code)


@require_safe
@rate_limit("kept-answer", per_minute=LOOKED_UP_PER_MINUTE)
def kept(request: HttpRequest, code: str) -> HttpResponse:
    """A kept answer, as it was given."""
    row = _found(code)
    page, itself = kept_page(row)
    context = {
        "answer": page,
        "kept": itself,
        "share_url": _address_of(row),
        "pdf_url": reverse("selfcheck:kept_pdf", kwargs={"code": row.code}),
        "test_case_url": test_case_url(page.query),
    }
    return render(request, "selfcheck/answer.html", context)


@require_safe
@rate_limit("answer-pdf", per_minute=PDFS_PER_MINUTE)
def kept_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same for the file."""
    row = _found(code)
    page, itself = kept_page(row)
    return answer_as_pdf(request, {"answer": page, "kept": itself, "share_url": _address_of(row)})


def _found(code: str) -> KeptAnswer:
    try:
        return kept_answer(code)
    except NotKeptError:
        raise Http404 from None


def _address_of(row: KeptAnswer) -> str:
    return f"{settings.SITE_URL}{reverse('selfcheck:kept', kwargs={'code': row.code})}"
