"""Cookies that only this very host can have set."""

from __future__ import annotations

from django.http import HttpRequest


def only_value(request: HttpRequest, name: str) -> str:
    """The value of the one cookie that has exactly this name; nothing where there are two.

    Django takes off signs that no browser takes for blanks, so that another host below the same domain could
    give a cookie the name of ours, ``__Host-`` or not.
    """
    parts = (part.partition("=") for part in request.META.get("HTTP_COOKIE", "").split(";"))
    found = [value for told, _is, value in parts if told.strip(" ") == name]
    return found[0].strip(' "') if len(found) == 1 else ""
