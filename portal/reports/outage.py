"""When storing fails: the page says so, and keeps what was typed. Nothing of it comes into a log."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portal.reports import review
from portal.reports.notices import known_doors
from portal.reports.steps import STEPS
from portal.web import errors
from portal.web.leaving import is_from_here

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]
PAGE = "reports/nothing_saved.html"
DOWN, BROKEN, NOT_GUARDED = "down", "broken", "not_guarded"
NOT_TYPED = {"csrfmiddlewaretoken", "then", "work"}


def kept_on_the_page(view: View) -> View:
    """Decorate a view that stores. Where it cannot, its page carries all that was sent, to be sent again."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (DatabaseError, InterfaceError) as error:
            log.error("A report was not saved: the database fails with %s", type(error).__name__)
            return errors.unavailable(request, template=PAGE, context=_page(request, DOWN))
        except (Http404, PermissionDenied, SuspiciousOperation):
            raise
        except Exception as error:  # noqa: BLE001  # whatever it is, what was typed must not be lost
            # What an exception says can hold what somebody told us. Where it was raised cannot.
            log.error("A report met %s at %s", type(error).__name__, _where(error))
            return errors.unavailable(request, template=PAGE, context=_page(request, BROKEN))

    setattr(wrapped, errors.ON_CSRF_FAILURE, not_guarded)
    return wrapped


def not_guarded(request: HttpRequest) -> HttpResponse:
    """The cookie that guards the buttons was gone, as when a browser was closed: to be sent once more.

    What another site sends is not shown: it could write on a page of ours, and have it sent by a visitor.
    """
    if not is_from_here(request):
        return errors.forbidden(request)
    return errors.forbidden(request, template=PAGE, context=_page(request, NOT_GUARDED))


def _where(error: Exception) -> str:
    places = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{place.filename}:{place.lineno}" for place in reversed(places))


def _page(request: HttpRequest, why: str) -> dict[str, Any]:
    sent = [
        (name, value) for name, values in request.POST.lists() for value in values if name not in NOT_TYPED
    ]
    whole = review.from_field(request.POST.get("report", ""))
    return {
        "why": why,
        "sent": sent,
        "typed": [
            _words(name, value)
            for name, value in sent
            if name not in {"report", "has_draft"} and value.strip()
        ],
        "sections": review.sections(whole) if whole else [],
        "doors": known_doors(),
    }


def _words(name: str, value: str) -> str:
    """What was chosen, as it is called; what was typed, as it was typed."""
    fields = (step.form.base_fields.get(name) for step in STEPS)
    chosen = (dict(getattr(field, "choices", ())).get(value) for field in fields)
    return str(next(filter(None, chosen), value))
