"""Errors of the interface for programs: problem details (RFC 9457), whichever part of the service refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

CONTENT_TYPE = "application/problem+json"
PATHS = "/api/"


def problem(
    status: int, detail: str = "", *, errors: Iterable[Mapping[str, str]] = (), retry_after: int = 0
) -> HttpResponse:
    """An error as a problem document; ``errors`` name what is wrong field by field."""
    response = HttpResponse(_body(status, detail, list(errors)), status=status, content_type=CONTENT_TYPE)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _body(status: int, detail: str, errors: list[Mapping[str, str]]) -> bytes:
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    body["detail"] = detail or _usual(status)
    if errors:
        body["errors"] = errors
    return json.dumps(body).encode()


def _usual(status: int) -> str:
    """What to say when nobody who refused said more."""
    match status:
        case 404:
            return _("There is nothing at this address.")
        case 405:
            return _("This address does not answer to that method. The Allow header says to which it does.")
        case 413 | 414:
            return _("The request is longer than anything we ask for.")
        case 429:
            return _("Too many requests in a short time. Wait as long as the Retry-After header says.")
        case 503:
            return _("The service cannot answer now. Try again later.")
        case _ if status >= 500:
            return _("Something went wrong on our side. It has been noted. Try again later.")
        case _:
            return _("We could not read this request.")


class ProblemDetails:
    """Gives every error under /api/ the form that programs read, also those raised before or beside a view.

    A plain OPTIONS request is answered here as well: what an address allows is no error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path_info.startswith(PATHS) or response.status_code < 400:
            return response
        if request.method == "OPTIONS" and response.status_code == 405:
            return _what_is_allowed(response)
        if response.headers.get("Content-Type") == CONTENT_TYPE or not isinstance(response, HttpResponse):
            return response
        response.content = _body(response.status_code, "", [])
        response.headers["Content-Type"] = CONTENT_TYPE
        response.headers["Content-Length"] = str(len(response.content))
        return response


def _what_is_allowed(refusal: HttpResponseBase) -> HttpResponse:
    answer = HttpResponse(status=204)
    del answer.headers["Content-Type"]
    for name, value in refusal.items():
        if name not in {"Content-Type", "Content-Length"}:
            answer.headers[name] = value
    answer.headers["Allow"] = ", ".join([*refusal.headers.get("Allow", "").split(", "), "OPTIONS"])
    return answer
