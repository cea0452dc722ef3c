"""The last page before sending, the receipt, and the copy to keep."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.reports import abuse, codes, review, routing, sending, services
from portal.reports.files import files_of
from portal.reports.flow import Flow, forget
from portal.reports.notices import notices
from portal.reports.outage import kept_on_the_page
from portal.reports.pages import page
from portal.web.limits import rate_limit
from portal.web.pdf import as_pdf

REPORT = "report"
COPIES_PER_MINUTE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@kept_on_the_page
def review_and_send(request: HttpRequest) -> HttpResponseBase:
    """Everything that was told, with ways to change it; sent, the receipt."""
    flow = Flow.of(request)
    if request.method != "POST":
        return _review(request, flow)
    answers = review.from_field(request.POST.get(REPORT, ""))
    if answers is None or not answers.get("token"):
        return _review(request, flow, told=_("We could not read this page. Look at it and send it again."))
    is_its_draft = flow.answers.get("token") == answers["token"]
    if is_its_draft and flow.answers != answers:
        return _review(request, flow, told=_("The report was changed on another page. Look at it again."))
    if review.faults(answers):
        return _review(
            request, flow if is_its_draft else Flow(answers=answers), told=_("Something is missing")
        )
    is_verified = abuse.is_by_a_person(request, token=answers["token"], begun=review.begun(answers))
    files = files_of(flow) if is_its_draft else []
    receipt = sending.send(answers, flow.code if is_its_draft else "", is_verified, get_language() or "en")
    is_other = not _is_as_sent(receipt, answers)
    more = {"files": files, "is_other": is_other, "doors": routing.doors_for(answers)}
    context = {**_receipt(receipt, answers), **more}
    response = render(request, "reports/receipt.html", context)
    return forget(response) if is_its_draft or not flow.is_open else response


def _review(request: HttpRequest, flow: Flow, *, told: str = "") -> HttpResponseBase:
    """``told``: why it was not sent."""
    token = flow.answers.get("token", "")
    context = {
        "sections": review.sections(flow.answers),
        "files": files_of(flow),
        "faults": review.faults(flow.answers),
        "notices": notices(),
        "doors": routing.doors_for(flow.answers),
        "told": told,
        "report": review.as_field(flow.answers),
        "challenge": abuse.challenge(token) if token else "",
        "trap": abuse.TRAP,
        "work": abuse.WORK,
    }
    return page(request, "reports/review.html", flow, status=422 if told else 200, **context)


def _receipt(receipt: services.Receipt, answers: dict[str, Any]) -> dict[str, Any]:
    return {
        "receipt": receipt,
        "code": codes.spoken(receipt.code),
        "report": review.as_field(answers),
        "sections": review.sections(answers),
    }


def _is_as_sent(receipt: services.Receipt, answers: dict[str, Any]) -> bool:
    """Whether a page holds what was sent. One that is older than the report can hold anything else."""
    return not review.faults(answers) and services.is_as_sent(receipt, review.parted(answers)[0])


@require_POST
@rate_limit("report-copy", per_minute=COPIES_PER_MINUTE)
@kept_on_the_page
def copy(request: HttpRequest) -> HttpResponseBase:
    """The receipt with all that was told, as a file. It is made from what the page holds and not stored."""
    answers = review.from_field(request.POST.get(REPORT, "")) or {}
    receipt = services.receipt_of(answers.get("token", ""))
    if receipt is None or not _is_as_sent(receipt, answers):
        return redirect("reports:review")
    # Translators: the name of a file, which says nothing of what it is.
    return as_pdf(request, "print/report.html", _receipt(receipt, answers), f"{_('copy')}.pdf")
