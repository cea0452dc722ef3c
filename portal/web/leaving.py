"""Answers after which a browser is to know nothing of the visit any more."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

EVERYTHING = '"cache", "cookies", "storage"'


def forget_visit(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Have the browser forget pages, cookies and what scripts stored of this site.

    Not where another site asked for it: nobody else signs a visitor of ours out.
    """
    if request.headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}:
        response.headers["Clear-Site-Data"] = EVERYTHING
    return response
