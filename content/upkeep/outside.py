"""Links to the outside: which there are, and when each is looked at."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from content.pages import PublicPage
from content.snippets import Source
from content.upkeep.dead import is_outside, outside_of
from content.upkeep.fetching import ask
from content.upkeep.models import OutsideLink

AGAIN = timedelta(days=7)
AGAIN_WHEN_MISSING = timedelta(days=1)
A_RUN = timedelta(seconds=20)
"""Short, for the other jobs of the process wait meanwhile; what was not looked at comes next."""
MOST_A_RUN = 60
LONGEST = 500


def look_at_links() -> int:
    """Look at the addresses whose turn it is, one after the other; a periodic job. Returns how many.

    One after the other also means that no host is asked twice at a time. A run that dies loses nothing: what
    was looked at is written down at once, and the rest comes next.
    """
    if not settings.LINK_CHECK:
        return 0
    take_stock()
    stop = time.monotonic() + A_RUN.total_seconds()
    looked = 0
    for link in _due():
        if time.monotonic() > stop:
            break
        _note(link, *ask(link.address))
        looked += 1
    return looked


def take_stock() -> None:
    """Remember addresses that are new, and forget those that nothing leads to any more."""
    wanted = set(Source.objects.values_list("url", flat=True))
    for page in Page.objects.live().type(PublicPage).specific():
        wanted |= outside_of(page)
    wanted = {address for address in wanted if is_outside(address) and len(address) <= LONGEST}
    known = set(OutsideLink.objects.values_list("address", flat=True))
    OutsideLink.objects.bulk_create(
        [OutsideLink(address=address) for address in sorted(wanted - known)], ignore_conflicts=True
    )
    gone = sorted(known - wanted)
    for start in range(0, len(gone), LONGEST):
        OutsideLink.objects.filter(address__in=gone[start : start + LONGEST]).delete()


def _due() -> Iterable[OutsideLink]:
    now = timezone.now()
    sooner = Q(times_missing__gt=0, looked_at__lte=now - AGAIN_WHEN_MISSING)
    turn = Q(looked_at__isnull=True) | Q(looked_at__lte=now - AGAIN) | sooner
    return list(OutsideLink.objects.filter(turn).order_by(F("looked_at").asc(nulls_first=True))[:MOST_A_RUN])


def _note(link: OutsideLink, state: str, status: int | None) -> None:
    """An address that could not be reached keeps its count: no connection is no news."""
    missing = link.times_missing
    if state == OutsideLink.State.MISSING:
        missing = min(missing + 1, 100)
    elif state != OutsideLink.State.UNREACHED:
        missing = 0
    OutsideLink.objects.filter(pk=link.pk).update(
        state=state, status=status, looked_at=timezone.now(), times_missing=missing
    )
