"""Tells the relay of this process, if there is one, that something was posted. Never waits for anything."""

from threading import Event

_posted = Event()


def wake() -> None:
    _posted.set()


def wait(seconds: float) -> None:
    """Return when something is posted in this process, at the latest after so many seconds."""
    _posted.wait(seconds)
    _posted.clear()
