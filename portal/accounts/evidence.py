"""That the second factor was passed in this very session, and when.

An account that has a second factor is not enough: a session that began by the password alone, before the
factor was set up, must not open the staff area afterwards.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from portal.accounts import clock

KEY = "second_factor"
LATELY = timedelta(minutes=5)


def note(request: HttpRequest, user: AbstractBaseUser) -> None:
    request.session[KEY] = [user.pk, clock.now()]


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def passed_at(request: HttpRequest, user: AbstractBaseUser) -> float | None:
    """Seconds since the epoch, or None when this person did not pass it in this session."""
    match request.session.get(KEY):
        case [pk, float() | int() as at] if pk == user.pk:
            return float(at)
    return None


def is_fresh(request: HttpRequest, user: AbstractBaseUser, within: timedelta = LATELY) -> bool:
    at = passed_at(request, user)
    return at is not None and 0 <= clock.now() - at < within.total_seconds()
