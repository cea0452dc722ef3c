"""Work that takes seconds of a thread, such as opening a file or making a PDF: so little of it at once in a
process that a thread is always free for pages.

``gunicorn.conf.py`` has one thread more than can be busy or waiting here; a test compares the two.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE, WAITING = 2, 1
WAIT_SECONDS = 3.0

_working = threading.BoundedSemaphore(AT_ONCE)
_waiting = threading.BoundedSemaphore(WAITING)


class BusyError(RuntimeError):
    """As much slow work as may be is being done: whoever asks is to be told so at once."""


@contextmanager
def seat() -> Iterator[None]:
    """Do slow work within. Waits for a few seconds at most. Raises ``BusyError``."""
    if not (_working.acquire(blocking=False) or _waited()):
        raise BusyError
    try:
        yield
    finally:
        _working.release()


def _waited() -> bool:
    if not _waiting.acquire(blocking=False):
        return False
    try:
        return _working.acquire(timeout=WAIT_SECONDS)
    finally:
        _waiting.release()
