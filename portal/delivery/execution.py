"""Running one claimed delivery: its effect and the mark that it is done, or the time of its next try."""

from __future__ import annotations

import logging
import random
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.delivery.handlers import handler_of
from portal.delivery.models import Delivery, State

logger = logging.getLogger(__name__)


def run(row: Delivery) -> Exception | None:
    """Run a delivery that this process has claimed. Returns what went wrong; it is never raised nor logged.

    An error can hold what people wrote: only its class is written down.
    """
    try:
        handler = handler_of(row.kind)
        handle = handler.resolve()
        if handler.reaches_outside:
            handle(row.payload, row.pk)
            if not _mark_done(row):
                logger.warning("%s took longer than its lease and may happen twice", row)
        else:
            with transaction.atomic():
                # The mark comes first: it locks the row, and is undone with all else if the handler fails.
                if _mark_done(row):
                    handle(row.payload, row.pk)
    except Exception as error:  # noqa: BLE001 - whatever a handler raises, the delivery is tried again
        _mark_failed_try(row, type(error).__name__)
        return error
    return None


def _mark_done(row: Delivery) -> bool:
    ended = {"state": State.DONE, "done_at": timezone.now(), "next_at": None, "claim": None}
    return bool(Delivery.objects.held(row).update(**ended, payload={}, error=""))


def _mark_failed_try(row: Delivery, error: str) -> None:
    is_last = row.attempts >= settings.DELIVERY_TRIES
    Delivery.objects.held(row).update(
        state=State.FAILED if is_last else State.WAITING,
        next_at=None if is_last else timezone.now() + pause_after(row.attempts),
        error=error[:100],
        claim=None,
    )
    logger.warning("%s: try %d ended in %s%s", row, row.attempts, error, ", the last one" if is_last else "")


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: doubling, with a bound, and never all at the same time."""
    doubled = settings.DELIVERY_FIRST_PAUSE_SECONDS * 2 ** min(attempts - 1, 30)
    bounded = min(doubled, settings.DELIVERY_LONGEST_PAUSE_SECONDS)
    return timedelta(seconds=bounded * random.uniform(0.5, 1.0))  # noqa: S311 - spreads load, guards nothing
