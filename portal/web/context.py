"""What every template may read about the site itself. Settings only: no query, no cookie."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "site_alert": getattr(request, "site_alert", None),
        "show_official_banner": settings.OFFICIAL_BANNER,
        "debug_pages": settings.DEBUG,
        "footer_links": [
            {"url": reverse("rulebook:editions"), "label": _("The law on record")},
            {"url": reverse("developers_api"), "label": _("Interface for programs")},
        ],
    }
