"""Where passkeys work. Browsers bind them to a host name: that of ENTRYWISE_URL, on a laptop localhost."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def work_here(request: HttpRequest) -> bool:
    if settings.SECURE:
        return request.get_host() == urlsplit(settings.SITE_URL).netloc
    return request.get_host().partition(":")[0] == settings.PASSKEY_HOST


def elsewhere(request: HttpRequest) -> str:
    """The address at which they would work, for people who are at another one of ours."""
    if settings.SECURE:
        return str(settings.SITE_URL)
    port = request.get_port()
    return f"http://{settings.PASSKEY_HOST}:{port}"


def is_ours(credential: Any) -> bool:
    """Whether a browser made this answer on a page of ours; the library would take any sub-domain's."""
    try:
        sent = credential["response"]["clientDataJSON"]
        told = json.loads(urlsafe_b64decode(sent + "=" * (-len(sent) % 4)))
        origin = str(told["origin"])
        framed = bool(told.get("crossOrigin", False))
    except (TypeError, KeyError, ValueError, AttributeError):
        return False
    if framed:
        return False
    if settings.SECURE:
        return origin == settings.SITE_URL
    place = urlsplit(origin)
    return (place.scheme, place.hostname) == ("http", settings.PASSKEY_HOST)
