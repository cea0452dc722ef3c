"""Answers after which a browser is to know nothing of the visit any more."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

EVERYTHING = '"cache", "cookies", "storage"'


def is_from_here(request: HttpRequest) -> bool:
    """Whether a browser was led here by a page of ours or by nothing, as far as it tells."""
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        return False
    origin = request.headers.get("Origin")
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return origin is None or origin in ours


def forget_visit(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Have the browser forget pages, cookies and what scripts stored of this site.

    Not where another site asked for it: nobody else signs a visitor of ours out.
    """
    if is_from_here(request):
        response.headers["Clear-Site-Data"] = EVERYTHING
    return response
