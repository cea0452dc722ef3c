"""The step for evidence, where files are added and taken back; and the way staff get a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.reports import drafts, handing, keeping, services
from portal.reports.evidence.limits import FILE_BYTES, FILES_PER_REPORT, REPORT_BYTES
from portal.reports.files import files_of
from portal.reports.flow import Flow, typed_in
from portal.reports.outage import kept_on_the_page
from portal.reports.pages import not_taken, quota_of, step_page, take, uploaded
from portal.reports.steps import BY_KEY, Step
from portal.web.downloads import attachment

STEP = "evidence"
REMOVE = "remove"
MB = 1_000_000


@require_http_methods(["GET", "HEAD", "POST"])
@kept_on_the_page
def evidence(request: HttpRequest) -> HttpResponseBase:
    """How somebody knows, and the files that show it."""
    flow, asked = Flow.of(request), BY_KEY[STEP]
    if request.method != "POST":
        return _page(request, flow, asked, asked.form(initial=flow.answers.get(STEP)))
    form = asked.form(request.POST)
    gone_on = take(
        request, flow, form, lambda flow: flow.write(asked, typed_in(form)), next_url=asked.next_url
    )
    faults = list(_changed(request, flow) if flow.is_open else _left_out(request))
    if gone_on is None or faults:
        return _page(request, flow, asked, form, faults)
    return flow.remember(redirect("reports:evidence") if REMOVE in request.POST else gone_on)


def _changed(request: HttpRequest, flow: Flow) -> Iterator[str]:
    """Take files back and take new ones; why any was not taken."""
    draft, key = drafts.held(flow.code)
    if removed := request.POST.get(REMOVE):
        keeping.remove_from(draft, removed)
    yield from keeping.keep_all(keeping.Owner(draft, key), uploaded(request), quota_of(request))


def _left_out(request: HttpRequest) -> Iterator[str]:
    """Without a draft no file is taken, and nobody is to believe that it was."""
    for name, _file in uploaded(request):
        yield _("%(name)s: This file was not taken. Choose it again.") % {"name": name}


def _page(
    request: HttpRequest, flow: Flow, asked: Step, form: Any, faults: list[str] | None = None
) -> HttpResponseBase:
    limits = {"most_files": FILES_PER_REPORT, "file_mb": FILE_BYTES // MB, "report_mb": REPORT_BYTES // MB}
    context = {"files": files_of(flow), "file_faults": not_taken(faults or ()), **limits}
    return step_page(request, flow, asked, form, **context)


# For staff


@require_safe
def download(request: HttpRequest, token: str) -> HttpResponseBase:
    """A scanned file, to be saved and never shown: the right is asked again, whoever has the address."""
    try:
        found = handing.handed(token, request.user)
    except handing.NotHandedError:
        raise Http404 from None
    row = found.row
    assert row.report is not None  # noqa: S101 - only what came with a report is handed out
    owner = services.key_of(row.report)
    name = found.name(keeping.told(row, owner))
    return attachment(keeping.read(row, found.column, keeping.key_of(row, owner)), name)
