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
from portal.web import errors
from portal.web.limits import seconds_to_next_hour, times_in_hour

THEN, STAY, SAVE = "then", "stay", "save"
"""What else than going on a step can be sent for."""
RESUME_CODE = "resume_code"
FILES = "files"
TRIES_AN_HOUR = 10
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
    if not typed or tries_left(request) <= 0:
        return False
    try:
        found = Flow.opened(typed)
    except drafts.NoDraftError:
        count_a_try(request)
        return False
    flow.code, flow.answers, flow.is_lost = found.code, found.answers, False
    return True


def uploaded(request: HttpRequest) -> Iterator[tuple[str, BinaryIO]]:
    """The files that came with a request, under the names their sender gave them."""
    for file in request.FILES.getlist(FILES):
        yield file.name or "", cast("BinaryIO", file.file)


def not_taken(why: Iterable[str]) -> list[Fault]:
    """Why files were not taken, as the summary of errors and the field of files show it."""
    return [Fault(text, "id_files") for text in why]


# Codes that are typed: a few wrong ones an hour from one neighbourhood


def tries_left(request: HttpRequest) -> int:
    return TRIES_AN_HOUR - times_in_hour(request, scope="report-code", count=False)


def count_a_try(request: HttpRequest) -> None:
    times_in_hour(request, scope="report-code", count=True)


def too_many_tries(request: HttpRequest) -> HttpResponse:
    wait = seconds_to_next_hour()
    context = {"minutes": -(-wait // 60), "tries": TRIES_AN_HOUR}
    return errors.rate_limited(
        request, retry_after_seconds=wait, template="reports/too_many_tries.html", context=context
    )


def unknown_code(request: HttpRequest, form: CodeForm) -> None:
    """The same words for a code that nobody has and for what can be no code."""
    count_a_try(request)
    if "code" not in form.errors:
        form.add_error("code", _("We do not know this code. Compare it with what you wrote down."))
