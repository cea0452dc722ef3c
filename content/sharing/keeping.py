"""Keeps what others get in step with pages and the law, and notes when it became something else."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from content.finding.entries import topic_of
from content.pages import LawPage, LibraryPage
from content.sharing.models import SharedPage
from content.sharing.purging import paths_about, purge_later
from content.sharing.telling import Document, document_of, kind_of
from portal.rulebook.queries import NoEditionError, current_edition, forget_current_edition

Why = SharedPage.Why


def canonical(document: Any) -> str:
    """One text for one content: keys sorted, nothing between them."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def follow(pk: int) -> None:
    """Tell a page anew that somebody changed, or note that it is gone, and have caches forget it."""
    with transaction.atomic():
        before = _follow(pk)
        purge_later(paths_about(pk, before or ""))


def _follow(pk: int) -> str | None:
    """Where the page stood, if something else is told of it now. The row is held while the page is read, so
    that of two who follow at once the later one sees the later page.
    """
    with transaction.atomic():
        row = SharedPage.objects.select_for_update().filter(page_id=pk).first() or SharedPage(page_id=pk)
        before, made_at = row.url, row.made_at
        page = _public(pk)
        if page is not None:
            _tell(page, row)
        elif row.pk and not row.is_gone:
            _bury(row)
    return before if row.made_at != made_at else None


def follow_below(page: Page) -> None:
    """A page and all below it, as after it moved."""
    for pk in Page.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True):
        follow(pk)


def follow_all() -> int:
    """Tell every page anew; return how many are shared. Each by itself, so that nobody waits for all."""
    forget_current_edition()  # this process may not have looked since a new one was made
    pages = Page.objects.live().public().filter(depth__gt=2).values_list("pk", flat=True)
    known = SharedPage.objects.filter(is_gone=False).values_list("page_id", flat=True)
    stale: set[str] = set()
    for pk in sorted({*pages, *known}):
        if (before := _follow(pk)) is not None:
            stale |= paths_about(pk, before)
    purge_later(stale)
    return SharedPage.objects.filter(is_gone=False).count()


def follow_if_due() -> None:
    """Figures begin and end by the calendar, an edition may be newer than what was told, and the whole
    address of this site may be another one.
    """
    forget_current_edition()
    rows = SharedPage.objects.filter(is_gone=False)
    as_now = {"told_on": timezone.localdate(), "edition": _edition()}
    here = f'"url":"{settings.SITE_URL}/'
    if rows.exclude(**as_now, document__contains=here).exists():
        follow_all()


def _edition() -> int | None:
    try:
        return current_edition().number
    except NoEditionError:
        return None


def _public(pk: int) -> LibraryPage | None:
    page = Page.objects.live().public().filter(pk=pk).select_related("locale").specific().first()
    return page if isinstance(page, LibraryPage) else None


def _tell(page: LibraryPage, row: SharedPage) -> None:
    with override(page.locale.language_code):
        document = document_of(page)
        text, words = canonical(document), _hash(_words(page))
    digest, now = _hash(text), timezone.now()
    if digest != row.digest:
        is_law = row.digest and row.words_digest == words
        row.why = Why.NEW if not row.digest else Why.LAW if is_law else Why.WORDS
        row.changed_at = now
        row.document, row.digest, row.words_digest = text, digest, words
    edition = page.law.edition.number if page.law else None
    if row.changed_at == now or row.edition != edition:
        row.made_at = now
    row.edition, row.told_on, row.is_gone = edition, timezone.localdate(), False
    _describe(row, page, document, now)
    row.save()


def _describe(row: SharedPage, page: LibraryPage, document: Document, now: datetime) -> None:
    """What pages are found by."""
    row.language, row.kind, row.title = document["language"], kind_of(page), document["title"]
    row.url, row.slug, row.topic = page.get_url() or "", page.slug, topic_of(page)
    row.published_at = page.first_published_at or now
    found = {"audience": document["audiences"], "mode": document["modes"], "agency": document["agencies"]}
    named = sorted(f"{kind}:{key.lower()}" for kind, keys in found.items() for key in keys)
    row.facets = f" {' '.join(named)} "


def _bury(row: SharedPage) -> None:
    row.document = row.digest = row.words_digest = ""
    row.is_gone, row.why = True, Why.GONE
    row.changed_at = row.made_at = timezone.now()
    row.save()


def _words(page: LibraryPage) -> str:
    """What editors wrote, with references to law as they stand: it changes with them alone."""
    streams = [page.body, page.related]
    told = [page.title, page.get_url(), page.text(), page.search_description]
    if isinstance(page, LawPage):
        streams += [page.sources, page.checks]
        told += [page.kept_by, page.as_of, page.next_review]
    facets = (page.audiences, page.modes, page.agencies)
    named = [sorted(facet.pk for facet in some.all()) for some in facets]
    return repr([told, named, [list(stream.raw_data) for stream in streams]])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
