"""When a session of staff ends: so long after its last act, and so long after its sign-in in any case.

Both moments stand in the session, on the server; what the browser keeps decides nothing.
"""

from __future__ import annotations

import time
from math import isfinite
from typing import Any

from django.conf import settings

BEGAN, SEEN = "signed_in_at", "seen_at"
WRITE_AGAIN_AFTER = 15
"""Seconds. An act is written down at most so often, which can only make a session shorter."""


def seconds_left(began: float, seen: float, now: float, *, idle: float, most: float) -> float:
    """How long a session may still live; 0 or less when it is over. All in seconds."""
    return min(seen + idle - now, began + most - now, idle, most)


def now() -> float:
    return time.time()


def begin(session: Any) -> None:
    session[BEGAN] = session[SEEN] = now()


def left(session: Any) -> float:
    """Seconds that this session still has if nothing happens; 0 for one that nobody began."""
    moments = began, seen = session.get(BEGAN), session.get(SEEN)
    if not all(isinstance(each, int | float) and isfinite(each) for each in moments):
        return 0.0
    idle, most = settings.STAFF_IDLE_MINUTES * 60, settings.STAFF_SESSION_MINUTES * 60
    return max(0.0, seconds_left(began, seen, now(), idle=idle, most=most))


def left_at_most(session: Any) -> float:
    """Seconds that this session can still have, whatever happens."""
    return max(0.0, float(session.get(BEGAN, 0.0)) + settings.STAFF_SESSION_MINUTES * 60 - now())


def began_lately(session: Any, seconds: float) -> bool:
    return 0 <= now() - float(session.get(BEGAN, 0.0)) < seconds


def touch(session: Any) -> None:
    """Note an act of the person."""
    if now() - session.get(SEEN, 0.0) >= WRITE_AGAIN_AFTER:
        session[SEEN] = now()
