"""What every page of the flow is made of, and what becomes of a step that was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.reports import drafts
from portal.reports.flow import HAS_DRAFT, OPEN_MINUTES, Flow
from portal.reports.forms import CodeForm, StepForm
from portal.reports.review import Fault
from portal.reports.steps import STEPS, Step
from portal.web.limits import amount_in_hour, later, seconds_to_next_hour, times_in_hour

THEN, STAY, SAVE = "then", "stay", "save"
"""What else than going on a step can be sent for."""
RESUME_CODE = "resume_code"
FILES = "files"
TRIES_AN_HOUR = 10
FILE_BYTES_AN_HOUR = 2_000_000_000
"""Of one neighbourhood: twenty reports with as many files as they take."""
Write = Callable[[Flow], str]
"""Writes a step down and says at which address it stands from then on."""


def page(
    request: HttpRequest, template: str, flow: Flow, *, status: int = 200, **context: Any
) -> HttpResponseBase:
    """A page of the flow. It says until when its draft is open, and its browser remembers for as long."""
    more = {"flow": flow, "open_minutes": OPEN_MINUTES, "has_draft": HAS_DRAFT}
    return flow.remember(render(request, template, {**more, **context}, status=status))


def step_page(
    request: HttpRequest, flow: Flow, step: Step, form: StepForm, **context: Any
) -> HttpResponseBase:
    status = 422 if form.is_bound else 200
    more = {
        "step": step,
        "form": form,
        "steps": len(STEPS),
        "saved": "saved" in request.GET,
        "file_faults": (),
    }
    return page(
        request, "reports/step.html", flow, status=status, **{"back_url": step.back_url, **more, **context}
    )


def take(
    request: HttpRequest, flow: Flow, form: StepForm, write: Write, *, next_url: str, is_new: bool = False
) -> HttpResponse | None:
    """Write down what a step sent and say where to go on; nothing where its page is to be shown again.

    Also what is not right yet is written down, unless it is too long: nobody types it twice. Only what is new
    on a list waits on its page until it is right, or else it would be there twice.
    """
    if not _belongs(request, flow):
        return None
    wants = request.POST.get(THEN, "")
    is_right = form.is_valid()
    if form.is_too_long() or (is_new and not is_right and not wants):
        return None
    here = write(flow)
    if wants == SAVE:
        return redirect("reports:save")
    if wants == STAY:
        return redirect(f"{here}?saved=1")
    return redirect(next_url) if is_right else None


def _belongs(request: HttpRequest, flow: Flow) -> bool:
    """Whether we know which draft a page belongs to. One that was closed is found by the code typed there."""
    typed = request.POST.get(RESUME_CODE, "")
    if flow.is_open or not (typed or flow.is_lost):
        return True
    flow.is_lost = True
    flow.is_unknown = bool(typed)
    try:
        found = Flow.opened(typed)
    except drafts.NoDraftError:
        return False
    flow.code, flow.answers, flow.is_lost = found.code, found.answers, False
    return True


def uploaded(request: HttpRequest) -> Iterator[tuple[str, BinaryIO]]:
    """The files that came with a request, under the names their sender gave them."""
    for file in request.FILES.getlist(FILES):
        yield file.name or "", cast("BinaryIO", file.file)


def quota_of(request: HttpRequest) -> Callable[[int], bool]:
    """Counts the bytes of files that a neighbourhood sends in an hour: nobody fills the store with drafts."""

    def may_bring(more: int) -> bool:
        return amount_in_hour(request, scope="report-files", more=more) <= FILE_BYTES_AN_HOUR

    return may_bring


def not_taken(why: Iterable[str]) -> list[Fault]:
    """Why files were not taken, as the summary of errors and the field of files show it."""
    return [Fault(text, "id_files") for text in why]


# Codes that are typed: whoever has the right one is let in, whatever others typed. Of 130 bits nobody guesses
# one, so wrong ones are only counted to tell programs to stop.


def unknown_code(request: HttpRequest, form: CodeForm, template: str) -> HttpResponseBase:
    """The same words for a code that nobody has and for what can be no code."""
    is_often = times_in_hour(request, scope="report-code", count=True) > TRIES_AN_HOUR
    if "code" not in form.errors:
        form.add_error("code", _("We do not know this code. Compare it with what you wrote down."))
    if not is_often:
        return render(request, template, {"form": form}, status=422)
    form.add_error(
        "code",
        _("Many wrong codes came from your part of the network in this hour. The right one always works."),
    )
    return later(render(request, template, {"form": form}, status=429), seconds_to_next_hour())
