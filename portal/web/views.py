"""Small pages of the edge itself."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from django.views.static import serve

from portal.web import errors
from portal.web.cache import mark_public, public_page

_DAY = 24 * 60 * 60


@require_safe
@public_page(seconds=_DAY)
def robots(request: HttpRequest) -> HttpResponseBase:
    """Answers, sign-in and staff pages are not for search engines."""
    lines = ["User-agent: *", "Disallow: /staff/", "Disallow: /account/", "Disallow: /api/", "Allow: /"]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@public_page(seconds=_DAY)
def security_txt(request: HttpRequest) -> HttpResponseBase:
    """RFC 9116. It is made anew each day, so it expires well after the last one somebody may have kept."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=90)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Canonical: {settings.SITE_URL}{request.path}",
        "Preferred-Languages: en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@public_page(seconds=_DAY)
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Browsers ask for this name whatever the page says."""
    return redirect(static("img/favicon.svg"), permanent=True)


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture of the library from local files. Where a deployment keeps files elsewhere, nobody asks here.

    Only pictures: documents go through Wagtail's own view, which knows who may have them, and what people
    send with a report lies in no folder that this view knows.
    """
    found = serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / "images"))
    return mark_public(found, seconds=_DAY, etag=slugify(found.headers.get("Last-Modified", "")))


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Ends a part of the map, so that no later pattern and no added slash is tried for its addresses."""
    raise Http404


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide/index.html", {"error_codes": errors.SHOWN})


@require_safe
def styleguide_error(request: HttpRequest, code: str) -> HttpResponse:
    if code not in errors.SHOWN:
        raise Http404
    return render(request, f"errors/{code}.html", status=int(code))
