"""Who may keep a page, and for how long.

Nobody may, unless a view says that its page depends on the address alone: `@public_page()`. Then browsers and
caches may keep it, it carries an ETag, and it never sets or varies by a cookie.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date, quote_etag

from portal.web import framing

PUBLIC_SECONDS = 300
CURRENT_LAW_SECONDS = 30
"""For what goes by the newest edition of the law: a new one has to be seen everywhere within a minute."""
FOR_EVER = 365 * 24 * 60 * 60
"""For what never changes at its address, such as the text of an edition."""
_MARK = "public_for_seconds"
_VALIDATORS = "public_validators"

View = Callable[..., HttpResponseBase]


def mark_public(
    response: HttpResponseBase,
    *,
    seconds: int = PUBLIC_SECONDS,
    etag: str = "",
    changed: datetime | None = None,
) -> HttpResponseBase:
    """Say that this answer depends on the address alone.

    ``etag`` is given for what is sent piece by piece, whose end nobody knows beforehand; ``changed`` is when
    this very answer last became another one.
    """
    setattr(response, _MARK, seconds)
    setattr(response, _VALIDATORS, (etag, changed))
    return response


def mark_private(response: HttpResponseBase) -> HttpResponseBase:
    """Take the mark back: this answer is for whoever asked, and nobody keeps it."""
    setattr(response, _MARK, None)
    return response


def public_page(*, seconds: int = PUBLIC_SECONDS) -> Callable[[View], View]:
    """Decorate a view whose page is the same for everybody who asks for this address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return mark_public(view(request, *args, **kwargs), seconds=seconds)

        return wrapped

    return decorate


def is_public(response: HttpResponseBase) -> bool:
    return "public" in response.headers.get("Cache-Control", "")


class CachePolicy:
    """Turns the mark into headers. It stands outside the session, so what it removes stays removed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "Cache-Control" in response.headers:
            return response
        seconds = getattr(response, _MARK, None)
        etag, changed = getattr(response, _VALIDATORS, ("", None))
        is_known = isinstance(response, HttpResponse) or bool(etag)
        if seconds is None or not is_known or not _may_be_shared(request, response):
            response.headers["Cache-Control"] = "private, no-store"
            return response
        never_changes = ", immutable" if seconds >= FOR_EVER else ""
        response.headers["Cache-Control"] = f"public, max-age={seconds}{never_changes}"
        _forget_vary(response, {"cookie", "accept-language"})
        if etag:
            response.headers["ETag"] = quote_etag(etag)
        if changed:
            response.headers["Last-Modified"] = http_date(changed.timestamp())
        return _conditional(request, response, changed)


def _conditional(
    request: HttpRequest, response: HttpResponseBase, changed: datetime | None
) -> HttpResponseBase:
    """The short answer "not changed" for whoever has this one already."""
    if isinstance(response, HttpResponse):
        set_response_etag(response)
    told = get_conditional_response(
        request,
        etag=response.headers.get("ETag"),
        last_modified=int(changed.timestamp()) if changed else None,
        response=response,  # type: ignore[arg-type]  # what is sent piece by piece is answered alike
    )
    if told is None:
        return response
    # A browser renews what it kept by the headers of this answer, so it must be framed as the whole one is.
    framing.carry_over(response, told)
    if told is not response:
        # An open file is closed with the answer; Django keeps what is to be closed under this name.
        vars(told)["_resource_closers"].extend(vars(response)["_resource_closers"])
    return told


def _may_be_shared(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A view can promise too much: an error, an answer to a POST or one with a cookie is never shared."""
    return request.method in {"GET", "HEAD"} and response.status_code in {200, 301} and not response.cookies


def _forget_vary(response: HttpResponseBase, names: set[str]) -> None:
    """The address decides the language and no cookie decides anything: such a Vary only splits caches."""
    kept = [name.strip() for name in response.headers.get("Vary", "").split(",")]
    kept = [name for name in kept if name and name.lower() not in names]
    if kept:
        response.headers["Vary"] = ", ".join(kept)
    elif "Vary" in response.headers:
        del response.headers["Vary"]
