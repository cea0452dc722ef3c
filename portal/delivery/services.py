"""What may be sent, and what may happen to it. A room posts in the transaction of what it tells about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from portal.delivery import mail, waking
from portal.delivery.handlers import Payload, handler_of
from portal.delivery.models import Delivery, State


class OutsideTransactionError(RuntimeError):
    """A delivery was posted on its own: it could arrive without what it tells about, or not at all."""


def post(kind: str, payload: Payload) -> UUID:
    """Write a delivery into the caller's transaction; it is carried out soon after the commit, or never.

    Returns its number. Raises ``OutsideTransactionError`` outside ``transaction.atomic()``,
    ``UnknownKindError`` when nobody registered the kind, ``TypeError`` when the payload is no JSON.
    """
    return _write(kind, [payload])[0]


def send_mail(
    subject: str,
    text: str,
    *,
    to: Sequence[str],
    html: str | None = None,
    sender: str | None = None,
    reply_to: Sequence[str] = (),
) -> list[UUID]:
    """Post a mail, a delivery for each recipient, so that none sees another and each arrives by itself.

    Without a ``sender`` it comes from the service. Raises ``OutsideTransactionError`` as ``post`` does.
    """
    letter = {
        "subject": " ".join(subject.split()),  # a template ends its line; a header must not
        "text": text,
        "html": html,
        "sender": sender,
        "reply_to": list(reply_to),
    }
    return _write(mail.KIND, [letter | {"to": address} for address in dict.fromkeys(to)])


def _write(kind: str, payloads: Sequence[Payload]) -> list[UUID]:
    if not connection.in_atomic_block:
        raise OutsideTransactionError(f"post {kind!r} inside transaction.atomic(), with what it tells about")
    handler_of(kind)
    rows = Delivery.objects.bulk_create(Delivery(kind=kind, payload=payload) for payload in payloads)
    transaction.on_commit(waking.wake, robust=True)
    return [row.pk for row in rows]


def retry(number: UUID | None = None) -> int:
    """Give one failed delivery, or all of them, their tries again; return how many."""
    failed = Delivery.objects.failed() if number is None else Delivery.objects.failed().filter(pk=number)
    return failed.update(state=State.WAITING, attempts=0, next_at=timezone.now(), claim=None)


def discard(number: UUID) -> int:
    """Give a failed delivery up for good: the row goes, with its content. Returns how many went, 0 or 1."""
    return Delivery.objects.failed().filter(pk=number).delete()[0]


def forget_done() -> None:
    """Delete what was done long ago; a periodic job."""
    long_ago = timezone.now() - timedelta(days=settings.DELIVERY_KEPT_DAYS)
    Delivery.objects.filter(state=State.DONE, done_at__lt=long_ago).delete()
