"""What a cache in front of the site has to forget when a page changes, and telling it so.

A cache keeps a page of the library for half a minute anyway. Where `ENTRYWISE_CACHE_PURGE_URL` names one that
understands PURGE, it is told at once: by the outbox, so that a dead cache holds up no publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override
from wagtail.contrib.frontend_cache.backends.http import HTTPBackend, PurgeRequest
from wagtail.contrib.frontend_cache.utils import get_backends
from wagtail.models import Page, ReferenceIndex

from content.sharing import frames
from content.sharing.addresses import whole
from content.sharing.models import SharedPage
from portal.delivery.handlers import Payload
from portal.delivery.services import post

PURGE = "content.purge"
AT_ONCE = 20
PATIENCE_SECONDS = 5
"""For one address; all those of a delivery stay well within its lease."""
NOT_KEPT = frozenset({404, 412})
"""How caches say that they never had it."""
LISTS = ("pages", "questions", "glossary", "agencies", "topics", "thresholds", "timeline", "export")
FRAMED = frozenset({frames.QUESTION, frames.GUIDE})


class PatientBackend(HTTPBackend):
    """Wagtail's, but it waits for a bounded time and says what went wrong, so that it is tried again."""

    def purge(self, url: str) -> None:
        asked = urlsplit(url)
        there = asked._replace(scheme=self.cache_scheme, netloc=self.cache_netloc)
        request = PurgeRequest(there.geturl(), headers={"Host": asked.netloc})
        try:
            with urlopen(request, timeout=PATIENCE_SECONDS):  # noqa: S310 - the operator's own cache
                pass
        except HTTPError as error:
            if error.code not in NOT_KEPT:
                raise
        except URLError as error:
            raise error.reason if isinstance(error.reason, OSError) else error from None


def purge(payload: Payload, number: UUID) -> None:
    """Carry out one delivery."""
    for backend in get_backends().values():
        backend.purge_batch([whole(path) for path in payload["paths"]])


def purge_later(paths: Iterable[str]) -> None:
    """Have the cache forget these, once the caller's transaction is done."""
    named = sorted(set(paths)) if settings.WAGTAILFRONTENDCACHE else []
    with transaction.atomic():
        for start in range(0, len(named), AT_ONCE):
            post(PURGE, {"paths": named[start : start + AT_ONCE]})


def paths_about(pk: int, *before: str) -> set[str]:
    """The addresses that tell of a page: its own, now and before, those of pages around it that name it, of
    pages that link to it, and of feeds and lists.
    """
    if not settings.WAGTAILFRONTENDCACHE:
        return set()
    page = Page.objects.filter(pk=pk).first()
    row = SharedPage.objects.filter(page_id=pk).first()
    found = {*before, row.url if row else ""}
    if page is not None:
        found |= {one.get_url() or "" for one in _naming(page)}
    if row is not None:
        with override(row.language):
            found |= set(_told(row))
            found |= {above for path in (row.url, *before) for above in _above(path)}
    return {path for path in found if path.startswith("/")}


def _above(path: str) -> Iterator[str]:
    """Pages above an address list what stands there; a deleted page has left no other trace of them."""
    while len(path) > 1:
        path = path.rstrip("/").rpartition("/")[0] + "/"
        yield path


def _naming(page: Page) -> Iterator[Page]:
    """The page itself, pages below, which name it on the way to them, and pages that link to it."""
    pages = ContentType.objects.get_for_model(Page, for_concrete_model=False)
    linking = ReferenceIndex.get_references_to(page).filter(base_content_type=pages)
    others = [int(pk) for pk in linking.values_list("object_id", flat=True)]
    yield from Page.objects.live().filter(pk__in=others)
    yield from Page.objects.live().descendant_of(page, inclusive=True)


def _told(row: SharedPage) -> Iterator[str]:
    yield reverse("library:page", args=[row.key])
    yield from (reverse(f"library:{name}") for name in LISTS)
    yield from map(reverse, ("sharing:feed", "sharing:json_feed", "sharing:overview", "sitemap"))
    if row.topic:
        yield reverse("sharing:topic_feed", args=[row.topic])
        yield reverse("sharing:topic_json_feed", args=[row.topic])
    if row.kind in FRAMED:
        yield frames.frame_path(row.kind, row.slug)
