"""Taking deliveries into one's hands, so that no two processes hold the same one.

A claim is committed before anything is done. PostgreSQL skips rows that another transaction has locked; on
SQLite a transaction that writes is alone (IMMEDIATE). A claim ends by itself at `next_at`, so what a killed
process held is taken up by the next one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from portal.delivery.models import Delivery, State

PUBLISHING_SECONDS = 30
"""For how long a relay may be busy handing one batch to the broker."""

LOST = "ProcessLost"
"""What stands for the class of an error when the process that ran the last try ended without a word."""


def is_anything_due(*, without: Collection[str] = ()) -> bool:
    """Asked first, because it locks nothing."""
    return Delivery.objects.due(timezone.now()).exclude(kind__in=without).exists()


@transaction.atomic
def to_run(*, without: Collection[str] = ()) -> Delivery | None:
    """Claim the delivery that has been due longest for running it here, except kinds that shall rest."""
    due = Delivery.objects.due(timezone.now()).exclude(kind__in=without)
    return next(iter(_claim(due.select_for_update(skip_locked=True)[:1], State.RUNNING)), None)


@transaction.atomic
def to_publish(limit: int) -> list[Delivery]:
    """Claim what is due for handing it to the broker."""
    due = Delivery.objects.due(timezone.now())
    return _claim(due.select_for_update(skip_locked=True)[:limit], State.PUBLISHED)


@transaction.atomic
def of_message(number: UUID) -> Delivery | None:
    """Claim what a broker's message names; None if it is done, is held, or waits for its next try."""
    ready = Q(state=State.PUBLISHED) | Q(next_at__lte=timezone.now())
    row = Delivery.objects.select_for_update(skip_locked=True).filter(ready, pk=number)
    return next(iter(_claim(row, State.RUNNING)), None)


def _claim(due: Iterable[Delivery], state: State) -> list[Delivery]:
    """Mark rows that nobody else can touch in this transaction; what has used up its tries fails instead."""
    is_run = state == State.RUNNING
    seconds = settings.DELIVERY_LEASE_SECONDS if is_run else PUBLISHING_SECONDS
    claim, until = uuid4(), timezone.now() + timedelta(seconds=seconds)
    claimed, spent = [], []
    for row in due:
        if row.attempts >= settings.DELIVERY_TRIES:
            spent.append(row.pk)
        else:
            row.state, row.claim, row.attempts = state, claim, row.attempts + is_run
            claimed.append(row)
    if spent:
        failed = {"state": State.FAILED, "claim": None, "next_at": None, "error": LOST}
        Delivery.objects.filter(pk__in=spent).update(**failed)
    Delivery.objects.filter(pk__in=[row.pk for row in claimed]).update(
        state=state, claim=claim, next_at=until, attempts=F("attempts") + int(is_run)
    )
    return claimed
