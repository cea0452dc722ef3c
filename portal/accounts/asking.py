"""Asking somebody to do something first, and bringing them back."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

WANTED = "wanted_after_set_up"


def is_fetch(request: HttpRequest) -> bool:
    """Whether a script asks, which could do nothing with a page."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    by_name = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    return mode != "navigate" or by_name or request.headers.get("Accept", "").startswith("application/json")


def confirm_url(user: AbstractBaseUser, back: str) -> str:
    """Where this person confirms by the second factor, and then goes ``back``."""
    ways = get_adapter().get_reauthentication_methods(user)
    if not ways:
        raise PermissionDenied
    return f"{ways[0]['url']}?{urlencode({REDIRECT_FIELD_NAME: back})}"


def page_behind(request: HttpRequest) -> str:
    """The page to come back to: this one or, after a form was sent, the one that showed the form."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    shown = request.headers.get("Referer", "")
    if shown and url_has_allowed_host_and_scheme(shown, {request.get_host()}, request.is_secure()):
        place = urlsplit(shown)
        return place.path + (f"?{place.query}" if place.query else "")
    return request.get_full_path()


def remember(request: HttpRequest, path: str) -> None:
    if url_has_allowed_host_and_scheme(path, {request.get_host()}, request.is_secure()):
        request.session[WANTED] = path


def remembered(request: HttpRequest) -> str:
    return str(request.session.get(WANTED, settings.STAFF_PATH))
