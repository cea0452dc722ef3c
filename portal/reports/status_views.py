"""Looking a report up by its code, which is sent and never stands in an address; and writing to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.reports import keeping, services
from portal.reports.disposing import disposed_at
from portal.reports.forms import CodeForm, MessageForm
from portal.reports.models import Report
from portal.reports.outage import kept_on_the_page
from portal.reports.pages import not_taken, quota_of, unknown_code, uploaded
from portal.reports.progress import progress_of, usual_days
from portal.reports.publishing import WAIT_DAYS, published
from portal.reports.states import MEANING, State
from portal.web.cache import public_page
from portal.web.limits import later, seconds_to_wait
from portal.web.padding import padded

WRITTEN_PER_MINUTE = 10


@require_http_methods(["GET", "HEAD", "POST"])
@kept_on_the_page
def status(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code (GET), and show what it leads to (POST)."""
    if request.method != "POST":
        return render(request, "reports/look_up.html", {"form": CodeForm()})
    found = _found(request)
    return _shown(request, found, MessageForm()) if isinstance(found, Report) else found


@require_POST
@kept_on_the_page
def write(request: HttpRequest) -> HttpResponseBase:
    """The sender's answer. The page that is sent twice leaves one message; what is not stored stays on it."""
    found = _found(request)
    if not isinstance(found, Report):
        return found
    form = MessageForm(request.POST, has_files=next(uploaded(request), None) is not None)
    if not form.is_valid():
        return _shown(request, found, form, status=422)
    if wait := seconds_to_wait(request, scope="report-message", per_minute=WRITTEN_PER_MINUTE):
        form.add_error("text", _("Many messages came from your address just now. Send it again in a minute."))
        return later(_shown(request, found, form, status=429), wait)
    try:
        message = services.answer_once(found, form.cleaned_data["text"])
    except services.DisposedError as gone:
        return _disposed(request, gone.report)
    except services.TooManyMessagesError:
        form.add_error("text", _("A report takes no more messages than these. Send another report."))
        return _shown(request, found, form, status=422)
    found.refresh_from_db()
    owner = keeping.Owner(found, services.key_of(found), message)
    faults = not_taken(keeping.keep_all(owner, uploaded(request), quota_of(request)))
    status = 422 if faults else 200
    return _shown(request, found, MessageForm(), status=status, has_written=True, file_faults=faults)


@require_safe
@public_page()
def what_happens(request: HttpRequest) -> HttpResponseBase:
    """How reports are worked, what the states mean, and how many there are. The same for everybody."""
    context = {
        "states": [(state.label, MEANING[state]) for state in State],
        "goal_days": settings.TRIAGE_FIRST_LOOK_DAYS,
        "usual_days": usual_days(),
        "counts": published(),
        "wait_days": WAIT_DAYS,
    }
    return render(request, "reports/what_happens.html", context)


def _found(request: HttpRequest) -> Report | HttpResponseBase:
    form = CodeForm(request.POST)
    try:
        return services.find(request.POST.get("code", ""))
    except services.DisposedError as gone:
        return _disposed(request, gone.report)
    except services.UnknownCodeError:
        return unknown_code(request, form, "reports/look_up.html")


def _disposed(request: HttpRequest, report: Report) -> HttpResponseBase:
    """Who has the code may know that the report is gone; of the same length as one that is there."""
    day = disposed_at(report)
    ends = day + timedelta(days=settings.BACKUP_DAYS) if day else None
    context = {"report": report, "day": day, "backups_end": ends}
    return padded(render(request, "reports/disposed.html", context))


def _shown(
    request: HttpRequest, report: Report, form: MessageForm, *, status: int = 200, **context: Any
) -> HttpResponseBase:
    """The same length, whether there is news or not."""
    context = {
        "report": report,
        "progress": progress_of(report),
        "code": request.POST["code"],
        "form": form,
        "file_faults": (),
        **context,
    }
    return padded(render(request, "reports/status.html", context, status=status))
