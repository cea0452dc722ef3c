"""What every answer carries, whichever room made it."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from whitenoise.compress import brotli

from portal.web import cache, errors, framing

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Powers of the browser that no page of ours asks for.
_PERMISSIONS = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(f"{name}=()" for name in _PERMISSIONS)
# Where people sign in, a passkey may be asked for.
SIGN_IN_POLICY = PERMISSIONS_POLICY.replace(
    "publickey-credentials-get=()", "publickey-credentials-get=(self)"
)


def is_staff_path(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.STAFF_PATH)


class SecurityHeaders:
    """The headers that Django's own middleware has no setting for, and framing by area."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        signs_in = request.path_info.startswith(settings.ACCOUNT_PATH)
        response.headers.setdefault("Permissions-Policy", SIGN_IN_POLICY if signs_in else PERMISSIONS_POLICY)
        elsewhere = framing.may_be_loaded_elsewhere(request, response)
        policy = "cross-origin" if elsewhere else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", policy)
        if not framing.may_be_framed(response):
            response.headers["X-Frame-Options"] = "SAMEORIGIN" if is_staff_path(request) else "DENY"
        return response


class ContentSecurityPolicy(CSPMiddleware):
    """One strict policy for the public and the sign-in, a looser one for the Wagtail admin."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if is_staff_path(request):
            # A preview went through here before, as the public page it will be; now the editor frames it.
            del response.headers[HEADER]
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if is_staff_path(request) and not report_only:
            parts.config = settings.STAFF_CONTENT_SECURITY_POLICY
        elif not report_only and (other := framing.policy_of(response)):
            parts.replace = {**(parts.replace or {}), **other}
        return parts


class Compression(GZipMiddleware):
    """Brotli for pages that hold no secret; for all others gzip with Django's padding of random length.

    A page with a CSRF token that also repeats what was typed could leak by its compressed size (BREACH). The
    token is masked anew in each answer, and the padding blurs the size, so those pages stay small as well.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not (
            isinstance(response, HttpResponse) and cache.is_public(response) and _accepts_brotli(request)
        ):
            return super().process_response(request, response)
        if len(response.content) < 200 or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = brotli.compress(response.content, quality=5)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "br"
        if etag := response.get("ETag"):
            response.headers["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
        return response


def _accepts_brotli(request: HttpRequest) -> bool:
    names = (part.strip() for part in request.headers.get("Accept-Encoding", "").lower().split(","))
    return any(name == "br" or (name.startswith("br;") and not name.endswith("q=0")) for name in names)


class SizeLimits:
    """Refuses what is too large, no text or no address at all, before anything reads it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if len(request.META.get("QUERY_STRING", "")) > settings.MAX_QUERY_LENGTH:
            return errors.too_large(request, status=414)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            return errors.bad_request(request)
        if int(length) > settings.MAX_BODY_BYTES:
            return errors.too_large(request, status=413)
        if _is_a_form_in_another_code(request):
            return errors.bad_request(request)
        if "\x00" in request.path_info:  # PostgreSQL fails on it wherever it is looked for
            return errors.not_found(request)
        return self.get_response(request)


def _is_a_form_in_another_code(request: HttpRequest) -> bool:
    """Django reads parts in any code that Python knows; some make what cannot be written down again."""
    told = (request.content_params or {}).get("charset", "utf-8")
    return request.content_type == "multipart/form-data" and told.lower() != "utf-8"
