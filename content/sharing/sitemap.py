"""What search engines are led to: every shared page with the day of its last change, and the other rooms."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from content.sharing.models import SharedPage

OTHER_ROOMS = ("selfcheck:start", "rulebook:editions", "sharing:overview", "developers_api")


class _OfOurs(Sitemap[Any]):
    """Addresses are those of this site, whatever host a request named."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class Library(_OfOurs):
    def items(self) -> list[tuple[str, datetime]]:
        """A change of the law that a page names counts as well: its readers read something else."""
        rows = SharedPage.objects.filter(is_gone=False).order_by("pk")
        return list(rows.values_list("url", "changed_at"))

    def location(self, item: tuple[str, datetime]) -> str:
        return item[0]

    def lastmod(self, item: tuple[str, datetime]) -> datetime:
        return item[1]


class Rooms(_OfOurs):
    def items(self) -> list[str]:
        return ["/", *map(reverse, OTHER_ROOMS)]

    def location(self, item: str) -> str:
        return item


SITEMAPS = {"rooms": Rooms, "library": Library}
