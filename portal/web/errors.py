"""Error pages. Each says in plain words what happened and what to do next."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

ON_CSRF_FAILURE = "on_csrf_failure"
SHOWN = ("400", "403", "404", "413", "429", "500", "503")


def _page(
    request: HttpRequest, template: str, *, status: int, context: dict[str, Any] | None = None
) -> HttpResponse:
    name = template if "/" in template else f"errors/{template}.html"
    return HttpResponse(render_to_string(name, context or {}, request), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Also where Django brings a body that it refused to read on."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return _page(request, "400", status=400)


def forbidden(
    request: HttpRequest,
    exception: Exception | None = None,
    *,
    template: str = "403",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    return _page(request, template, status=403, context=context)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A view may answer itself, to keep what was typed: with an attribute of this name."""
    view = request.resolver_match.func if request.resolver_match else None
    own: Callable[[HttpRequest], HttpResponse] | None = getattr(view, ON_CSRF_FAILURE, None)
    return own(request) if own else forbidden(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404", status=404)


def too_large(request: HttpRequest, *, status: int = 413) -> HttpResponse:
    """For a body (413) or an address (414) that is longer than anything we ask for."""
    return _page(request, "413", status=status)


def rate_limited(
    request: HttpRequest,
    exception: Exception | None = None,
    *,
    retry_after_seconds: int = 60,
    template: str = "429",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """``template``: a page of a room's own, which says in its words what is limited."""
    response = _page(request, template, status=429, context=context)
    response.headers["Retry-After"] = str(retry_after_seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Without a request: no context processor may run when something is already broken."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def unavailable(
    request: HttpRequest,
    *,
    retry_after_seconds: int = 60,
    template: str = "",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """``template``: a page of a room's own, which must ask nothing of what is broken."""
    if template:
        response = _page(request, template, status=503, context=context)
    else:
        response = HttpResponse(render_to_string("errors/503.html"), status=503)
    response.headers["Retry-After"] = str(retry_after_seconds)
    return response
