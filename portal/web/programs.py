"""What every interface for programs has alike: no account, a limit for each address, problem details."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Protocol

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled
from ninja.errors import ValidationError as UnreadableAddress
from ninja.throttling import BaseThrottle

from portal.web.limits import seconds_to_wait
from portal.web.problems import problem

MOST_FAULTS = 100
"""Faults that one answer tells; a client that sends more is not helped by more."""


class Fault(Protocol):
    """What is wrong with one field."""

    @property
    def field(self) -> str: ...

    @property
    def message(self) -> str: ...


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault of ours
    """A request that cannot be answered; becomes a problem document."""

    def __init__(self, status: int, detail: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.faults = faults


class PerMinute(BaseThrottle):
    """Counts by minute and by a keyed digest of the address, so that no address is kept anywhere."""

    def allow_request(self, request: HttpRequest) -> bool:
        return not seconds_to_wait(request, scope="api", per_minute=settings.API_PER_MINUTE)

    def wait(self) -> float:
        return 61 - time.time() % 60


def interface(title: str, version: str, namespace: str) -> NinjaAPI:
    """An interface whose errors are problem documents; its routes are added by whoever asks for it."""
    api = NinjaAPI(
        title=title,
        version=version,
        urls_namespace=namespace,
        openapi_url=None,
        docs_url=None,
        throttle=[PerMinute()],
    )
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(Http404, lambda _request, error: problem(404, str(error)))
    api.add_exception_handler(UnreadableAddress, lambda _request, _error: problem(404))
    api.add_exception_handler(Throttled, lambda _request, _error: problem(429))
    api.add_exception_handler(HttpError, _other_error)
    api.add_exception_handler(Exception, _our_fault)
    return api


def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    told = refusal.faults[:MOST_FAULTS]
    errors = [{"field": fault.field, "message": fault.message} for fault in told]
    return problem(refusal.status, refusal.detail, errors=errors)


def _other_error(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code)


def _our_fault(request: HttpRequest, error: Any) -> HttpResponse:
    """Django logs it and answers 500, which leaves as a problem document like any other error."""
    raise error
