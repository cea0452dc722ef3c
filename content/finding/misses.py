"""Searches that led to nothing: which words and how often, on a day. Nothing else is kept, of nobody."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from content.finding.models import MissedSearch
from content.finding.words import words_of

LONGEST_TERM = 80
KEPT_DAYS = 90
SHOWN_FROM = 3
"""Words are shown to staff when they were looked for so often: what somebody typed once is their own."""
MOST_A_DAY = 1000
"""New terms a day; above that somebody is playing."""
# An address of mail or of the web, a number as long as a phone's, letters and digits mixed as in a code.
_PERSONAL = re.compile(r"@|://|www\.|\d(?:[\s().+/-]*\d){4,}|\b(?=\w*\d)(?=\w*[^\W\d])\w{6,}", re.IGNORECASE)


def note_miss(text: str) -> None:
    """Count a search that led to nothing: one short write, and none for what might tell of a person."""
    term = " ".join(words_of(text))
    if not term or len(text) > LONGEST_TERM or len(term) > LONGEST_TERM or _PERSONAL.search(text):
        return
    today = timezone.localdate()
    try:
        if MissedSearch.objects.filter(day=today, term=term).update(times=F("times") + 1):
            return
        if MissedSearch.objects.filter(day=today).count() < MOST_A_DAY:
            with transaction.atomic():
                MissedSearch.objects.create(day=today, term=term)
    except (IntegrityError, OperationalError):
        # Another process was a moment earlier, or the database is busy: one count less, the page is shown.
        return


def missed_terms() -> QuerySet[MissedSearch, Any]:
    """The terms of the last days, the most frequent first: ``term`` and ``all_times``."""
    since = timezone.localdate() - timedelta(days=KEPT_DAYS)
    terms = MissedSearch.objects.filter(day__gte=since).values("term").annotate(all_times=Sum("times"))
    return terms.filter(all_times__gte=SHOWN_FROM).order_by("-all_times", "term")


def forget_old_misses() -> None:
    """Delete what is older than ``KEPT_DAYS``; a periodic job."""
    MissedSearch.objects.filter(day__lt=timezone.localdate() - timedelta(days=KEPT_DAYS)).delete()
