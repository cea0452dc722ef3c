"""Who acts in the request that is being answered, for records of changes that no view tells of (signals)."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.accounts.models import User

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


class Acting:
    """Remembers the request for as long as it is answered. Stands behind the sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def who() -> User | None:
    """Whoever is signed in; nobody on the console, in a job, and before the sign-in."""
    request = _request.get()
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None
