"""The way to a report: where to start, its steps, and putting it aside."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.reports import codes, drafts
from portal.reports.flow import Flow, forget, typed_in
from portal.reports.forms import CodeForm
from portal.reports.models import DRAFT_DAYS
from portal.reports.notices import doors, notices
from portal.reports.outage import kept_on_the_page
from portal.reports.pages import page, step_page, take, unknown_code
from portal.reports.paper import sheets
from portal.reports.steps import BY_KEY
from portal.web.cache import public_page
from portal.web.leaving import forget_visit, is_from_here
from portal.web.limits import rate_limit
from portal.web.pdf import as_pdf

READ_AND_SEND = ["GET", "HEAD", "POST"]
PAPERS_PER_MINUTE = 20


@require_safe
@public_page()
def start(request: HttpRequest) -> HttpResponseBase:
    """Is this the right place? The same page for everybody, without a cookie."""
    return render(request, "reports/start.html", {"doors": doors(), "notices": notices()})


@require_http_methods(READ_AND_SEND)
@kept_on_the_page
def step(request: HttpRequest, key: str) -> HttpResponseBase:
    """One step: its questions, and taking the answers."""
    asked = BY_KEY.get(key)
    if asked is None or asked.many:
        raise Http404
    flow = Flow.of(request)
    if request.method != "POST":
        return step_page(request, flow, asked, asked.form(initial=flow.answers.get(key)))
    form = asked.form(request.POST)
    gone_on = take(
        request, flow, form, lambda flow: flow.write(asked, typed_in(form)), next_url=asked.next_url
    )
    return flow.remember(gone_on) if gone_on else step_page(request, flow, asked, form)


@require_safe
@public_page()
@rate_limit("report-paper", per_minute=PAPERS_PER_MINUTE)
def paper(request: HttpRequest) -> HttpResponseBase:
    """The same questions to be filled in by hand."""
    context = {"sections": sheets(), "doors": doors(), "notices": notices()}
    return as_pdf(request, "print/paper_report.html", context, "report.pdf")


@require_safe
@kept_on_the_page
def save(request: HttpRequest) -> HttpResponseBase:
    """The code under which somebody goes on later, on any device."""
    flow = Flow.of(request)
    code = codes.spoken(flow.code) if flow.is_open else ""
    return page(request, "reports/save.html", flow, code=code, days=DRAFT_DAYS)


@require_http_methods(READ_AND_SEND)
@kept_on_the_page
def resume(request: HttpRequest) -> HttpResponseBase:
    """Go on with a draft by its code."""
    if request.method != "POST":
        return render(request, "reports/resume.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    try:
        flow = Flow.opened(request.POST.get("code", ""))
    except drafts.NoDraftError:
        return unknown_code(request, form, "reports/resume.html")
    return flow.remember(redirect("reports:review"))


@require_http_methods(READ_AND_SEND)
@kept_on_the_page
def discard(request: HttpRequest) -> HttpResponseBase:
    """Destroy the draft, after asking once."""
    flow = Flow.of(request)
    if request.method != "POST":
        return page(request, "reports/discard.html", flow)
    drafts.discard(flow.code)
    return forget(forget_visit(request, render(request, "reports/discarded.html")))


@require_safe
def leave(request: HttpRequest) -> HttpResponseBase:
    """The quick exit: to another place, with nothing left in the browser. No other site closes a draft."""
    response = redirect(settings.REPORT_EXIT_URL)
    return forget(forget_visit(request, response)) if is_from_here(request) else response
