"""The start of the check and its question pages. All they know is the address; they keep nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from portal.selfcheck.journey import CHANGES, OPENED, SENT, Journey
from portal.selfcheck.pages import question_page, start_page
from portal.selfcheck.replies import Reply, read_reply
from portal.web.cache import CURRENT_LAW_SECONDS, public_page


@require_safe
@public_page(seconds=CURRENT_LAW_SECONDS)
def start(request: HttpRequest) -> HttpResponse:
    """What the check is, and the way in. Answers that the address already holds are kept."""
    return render(request, "selfcheck/start.html", start_page(Journey.read(request.GET)))


@require_safe
@public_page(seconds=CURRENT_LAW_SECONDS)
def question(request: HttpRequest, page: str) -> HttpResponse:
    """One question page; with what its form sent, the way to the next one."""
    journey = Journey.read(request.GET)
    if not journey.knows(page):
        raise Http404
    asked = journey.asked(page)
    if asked is None:
        return redirect(journey.next_url)
    reply = read_reply(request.GET, journey, asked) if SENT in request.GET else Reply()
    if reply.is_complete:
        more = {OPENED: "1"} if CHANGES in request.GET else {}
        return redirect(journey.answered(reply.answers, instead_of=reply.replaced).next_with(**more))
    return render(request, "selfcheck/question.html", question_page(journey, asked, reply, request.GET))
