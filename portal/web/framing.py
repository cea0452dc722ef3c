"""Which pages other sites may show in a frame, and which pages of ours show such frames: hardly any.

Nobody frames a page, unless its view says so: `@framable`. A page that shows frames of ours is marked with
`mark_frames`. `portal.web.middleware` turns the marks into headers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_FRAMABLE, _FRAMES = "may_be_framed", "shows_frames"
EVERYBODY = "*"
IN_A_SANDBOX = ("allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox", "allow-forms")
"""No same origin: a frame of ours has no cookie, no store, and no hand in the page around it."""
SHARED_FILES = "share/"
"""Static files that frames load: a frame in a sandbox counts as another site."""

View = Callable[..., HttpResponseBase]


def framable(view: View) -> View:
    """Decorate a view whose page any site may show in a frame, or load as its script."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        setattr(response, _FRAMABLE, response.status_code == 200)
        return response

    return wrapped


def mark_frames(response: HttpResponseBase) -> HttpResponseBase:
    """Say that this page shows frames of ours."""
    setattr(response, _FRAMES, True)
    return response


def carry_over(known: HttpResponseBase, answer: HttpResponseBase) -> None:
    """Mark one answer as another one is marked."""
    for mark in (_FRAMABLE, _FRAMES):
        setattr(answer, mark, getattr(known, mark, False))


def may_be_framed(response: HttpResponseBase) -> bool:
    return bool(getattr(response, _FRAMABLE, False))


def policy_of(response: HttpResponseBase) -> dict[str, list[str]]:
    """What of the usual policy is another one for this page."""
    other: dict[str, list[str]] = {}
    if may_be_framed(response):
        other["frame-ancestors"] = [EVERYBODY]
        other["sandbox"] = [*IN_A_SANDBOX]  # also where the page around it forgot to say so
    if getattr(response, _FRAMES, False):
        other["frame-src"] = [SELF]
    return other


def may_be_loaded_elsewhere(request: HttpRequest, response: HttpResponseBase) -> bool:
    return may_be_framed(response) or request.path_info.startswith(f"{settings.STATIC_URL}{SHARED_FILES}")
