"""Read-only: while the site is worked on it can be read, and what must not wait is still taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.web import errors

SAFE = {"GET", "HEAD", "OPTIONS"}
ONLY_COMPUTES = "/api/"
"""What programs post there is answered, and nothing of it is stored."""


class Band(NamedTuple):
    """What stands above every page."""

    tone: str
    title: str | Promise
    text: str | Promise


BAND = Band("warning", _("We are working on this site."), _("You can read all of it and send reports."))


class ReadOnly:
    """Says so above each page, and refuses what would change something elsewhere, with a sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.READ_ONLY:
            request.site_alert = BAND  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        if not settings.READ_ONLY or request.method in SAFE or self._is_taken(request):
            return None
        return errors.unavailable(request, template="errors/read_only.html", retry_after_seconds=600)

    def _is_taken(self, request: HttpRequest) -> bool:
        rooms = request.resolver_match.app_names if request.resolver_match else []
        return request.path_info.startswith(ONLY_COMPUTES) or rooms[:1] in (
            [room] for room in settings.READ_ONLY_STILL_TAKES
        )
