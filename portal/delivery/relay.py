"""The relay: one process at a time carries out what was posted, or hands it to a broker, and keeps the clock.

It runs as a thread of a web worker (gunicorn.conf.py) or as `manage.py relay`. Any number may be started: a
lease says which one works, and when that one dies another takes over. Were two to work at once, each
delivery and each job would still have its own claim.
"""

from __future__ import annotations

import logging
import random
import time
from smtplib import SMTPConnectError, SMTPServerDisconnected
from socket import gaierror
from threading import Event, Thread
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections

from portal.delivery import claims, clock, execution, leases, publishing, waking

logger = logging.getLogger(__name__)

LEASE = "relay"
LEASE_SECONDS = 30
A_LITTLE = 20
REST_SECONDS = 30
"""How long a kind rests when what it reaches for does not answer, so that it holds up nothing else."""
AWAY = (ConnectionError, TimeoutError, gaierror, SMTPConnectError, SMTPServerDisconnected)
LONGEST_BROKER_PAUSE_SECONDS = 30


class Relay:
    def __init__(self) -> None:
        self._holder = uuid4()
        self._stopping = Event()
        self._resting: dict[str, float] = {}  # kind -> until when, on the monotonic clock
        self._broker_failures = 0
        self._broker_rests_until = 0.0

    def run(self) -> None:
        """Work until `stop()` is called; then let another take over at once."""
        try:
            while not self._stopping.is_set():
                self._turn()
                if not self._stopping.is_set():
                    waking.wait(settings.DELIVERY_LOOK_EVERY_SECONDS)
            leases.give_back(LEASE, self._holder)
        except DatabaseError as error:
            logger.warning("The relay's lease was not given back (%s)", type(error).__name__)
        finally:
            connections.close_all()

    def once(self) -> None:
        """Do what is due now, whoever else works, and end."""
        while self._step():
            pass

    def stop(self) -> None:
        self._stopping.set()
        waking.wake()

    def _turn(self) -> None:
        """Do what is due now. Whatever fails here (the database is away), the next turn tries again."""
        try:
            close_old_connections()
            while self._works_here() and self._step():
                pass
        except Exception as error:  # noqa: BLE001 - a relay that ended would deliver nothing more
            logger.error("The relay's turn ended in %s", type(error).__name__)

    def _works_here(self) -> bool:
        return not self._stopping.is_set() and leases.take(LEASE, self._holder, seconds=LEASE_SECONDS)

    def _step(self) -> bool:
        """Run the jobs that are due, then deliver a little; say whether there may be more at once."""
        clock.run_due()
        return self._publish() if settings.CELERY_BROKER_URL else self._carry_out()

    def _carry_out(self) -> bool:
        resting = [kind for kind, until in self._resting.items() if until > time.monotonic()]
        if not claims.is_anything_due(without=resting):
            return False
        for _ in range(A_LITTLE):
            row = None if self._stopping.is_set() else claims.to_run(without=resting)
            if row is None:
                return False
            if isinstance(execution.run(row), AWAY):
                self._resting[row.kind] = time.monotonic() + REST_SECONDS
                break
        return True

    def _publish(self) -> bool:
        now = time.monotonic()
        if now < self._broker_rests_until or not claims.is_anything_due():
            return False
        try:
            taken = publishing.publish_batch()
        except publishing.BrokerAwayError as error:
            pause = min(2**self._broker_failures, LONGEST_BROKER_PAUSE_SECONDS)
            self._broker_failures = min(self._broker_failures + 1, 10)
            self._broker_rests_until = now + pause * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load
            logger.warning("The broker is away (%s); deliveries wait", error)
            return False
        self._broker_failures = 0
        return taken > 0


class Background:
    """A relay as a thread of this process."""

    def __init__(self) -> None:
        self._relay = Relay()
        self._thread = Thread(target=self._relay.run, name="relay", daemon=True)
        self._thread.start()

    def stop(self, *, within_seconds: float = 10) -> None:
        """Let it finish the delivery in its hands; what takes longer is left to the end of its lease."""
        self._relay.stop()
        self._thread.join(within_seconds)


def in_background() -> Background | None:
    """Start a relay in this process, unless the relay is a process of its own here."""
    return Background() if settings.DELIVERY_IN_WEB else None
