"""Those who are accused: one form each, and the page that lists them."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.reports.flow import MOST_ACCUSED, Flow, TooManyError, typed_in
from portal.reports.outage import kept_on_the_page
from portal.reports.pages import page, step_page, take
from portal.reports.steps import BY_KEY, WHO

READ_AND_SEND = ["GET", "HEAD", "POST"]
STEP = BY_KEY[WHO]


@require_safe
@kept_on_the_page
def everybody(request: HttpRequest) -> HttpResponseBase:
    """The list; with nobody on it, the form for the first."""
    flow = Flow.of(request)
    if not flow.accused:
        return redirect("reports:accused_new")
    return page(request, "reports/who.html", flow, step=STEP, back_url=STEP.back_url)


@require_http_methods(READ_AND_SEND)
@kept_on_the_page
def accused(request: HttpRequest, key: str = "") -> HttpResponseBase:
    """One of them: a new one, or one to change."""
    flow = Flow.of(request)
    known = flow.one_accused(key)
    if request.method != "POST":
        if key and not known:
            return redirect(STEP.url)
        return step_page(request, flow, STEP, STEP.form(initial=known), **_around(flow))
    form = STEP.form(request.POST)
    try:
        gone_on = take(
            request,
            flow,
            form,
            lambda flow: flow.put_accused(key, typed_in(form)),
            next_url=STEP.url,
            is_new=known is None,
        )
    except TooManyError:
        form.add_error(None, _("No more than %(most)d can be named here.") % {"most": MOST_ACCUSED})
        form.add_error("name", _("Name the others in the story of what happened."))
        gone_on = None
    return flow.remember(gone_on) if gone_on else step_page(request, flow, STEP, form, **_around(flow))


def _around(flow: Flow) -> dict[str, str]:
    return {"back_url": STEP.url if flow.accused else STEP.back_url}


@require_http_methods(READ_AND_SEND)
@kept_on_the_page
def remove(request: HttpRequest, key: str) -> HttpResponseBase:
    """Take one off the list, after asking once."""
    flow = Flow.of(request)
    known = flow.one_accused(key)
    if known is None:
        return redirect(STEP.url)
    if request.method != "POST":
        return page(request, "reports/remove.html", flow, one=known, step=STEP)
    flow.remove_accused(key)
    return flow.remember(redirect(STEP.url))
