"""Asks each alarm and tells the operators: in the log each time, by mail once an hour, and not by the outbox:
that may be what is broken.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.delivery import leases
from portal.delivery.alarms import alarms
from portal.delivery.models import Delivery

logger = logging.getLogger(__name__)

Ask = Callable[[], str]
LATE = timedelta(minutes=5)
AGAIN_AFTER_SECONDS = 60 * 60


def watch() -> None:
    """Ask all and tell what is wrong; a periodic job."""
    for name, path in alarms.items():
        ask: Ask = import_string(path)
        if told := ask():
            logger.error("Alarm %s: %s", name, told)
            _mail(name, told)


def _mail(name: str, told: str) -> None:
    holder, claim = uuid4(), f"alarm {name}"
    if not settings.ALARM_MAIL or not leases.take(claim, holder, seconds=AGAIN_AFTER_SECONDS):
        return
    mail = EmailMessage(
        subject=f"{settings.SITE_NAME}: {name}",
        body=f"{told}\n\nTold once an hour while it is so. What to do: docs/guides/operators.md.",
        to=settings.ALARM_MAIL,
        connection=get_connection(settings.DELIVERY_MAIL_BACKEND),
    )
    try:
        mail.send()
    except Exception as error:  # noqa: BLE001 - whatever a mail server does, the others are told too
        logger.error("The alarm %s could not be mailed: %s", name, type(error).__name__)
        leases.give_back(claim, holder)


# Of the outbox itself


def oldest_untried_seconds() -> float:
    """How long the oldest delivery waits that nobody has tried yet."""
    untried = Delivery.objects.filter(attempts=0, next_at__isnull=False).order_by("posted_at").first()
    return (timezone.now() - untried.posted_at).total_seconds() if untried else 0.0


def outbox() -> str:
    if oldest_untried_seconds() > LATE.total_seconds():
        return "Deliveries wait for more than five minutes. Is a relay running, a worker, the broker?"
    if failed := Delivery.objects.failed().count():
        return f"{failed} deliveries have failed for good. See manage.py outbox."
    return ""
