"""Handing deliveries to a broker, where there is one. A message holds the number of a delivery, no content.

The relay alone comes here. Every wait is bounded, because a broker can accept a connection and never answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.delivery import claims
from portal.delivery.models import Delivery, State

TASK = "delivery.carry_out"
BATCH = 100
WAIT_SECONDS = 0.5
"""For a connection, and for each answer."""

_ONCE = {"max_retries": 0, "interval_start": 0, "interval_step": 0, "interval_max": 0}
_REDIS = {
    "socket_timeout": WAIT_SECONDS,
    "socket_connect_timeout": WAIT_SECONDS,
    "retry_on_timeout": False,
}
# A RabbitMQ that has not said "written" has not taken the message.
_AMQP = {"read_timeout": WAIT_SECONDS, "write_timeout": WAIT_SECONDS, "confirm_publish": True}


class BrokerAwayError(RuntimeError):
    """The broker did not take what it was handed; the message is the class of its error."""


def publish_batch() -> int:
    """Hand what is due to the broker; return how many deliveries it took.

    Raises ``BrokerAwayError``. What the broker did not take stays due and loses no try. A relay that dies in
    between leaves its claims, which end by themselves; a message that comes twice finds its delivery done.
    """
    rows = claims.to_publish(BATCH)
    taken, error = _hand_over(rows)
    later = timezone.now() + timedelta(seconds=settings.DELIVERY_REPUBLISH_SECONDS)
    Delivery.objects.held(*rows[:taken]).update(next_at=later)
    Delivery.objects.held(*rows[taken:]).update(state=State.WAITING, next_at=timezone.now(), claim=None)
    if error:
        raise BrokerAwayError(error)
    return taken


def _hand_over(rows: Sequence[Delivery]) -> tuple[int, str]:
    """Publish in order until the broker fails; return how many it took, and the class of its error."""
    taken = 0
    if not rows:
        return taken, ""
    app = import_string("portal.celery.app")  # slow to import, so only where there is a broker
    wait = _AMQP if settings.CELERY_BROKER_URL.startswith("amqp") else _REDIS
    try:
        with app.connection_for_write(
            settings.CELERY_BROKER_URL, connect_timeout=WAIT_SECONDS, transport_options=_ONCE | wait
        ) as broker:
            for row in rows:
                app.send_task(TASK, args=[str(row.pk)], connection=broker, retry=False, ignore_result=True)
                taken += 1
    except Exception as error:  # noqa: BLE001 - each client library has errors of its own
        return taken, type(error).__name__
    return taken, ""
