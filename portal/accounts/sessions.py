"""Ending sessions. Each carries a digest of its account's password and round; a new round ends them all."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db.models import F
from django.http import HttpRequest

from portal.accounts.models import User


def end_all(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    user.refresh_from_db(fields=["session_round"])


def end_others(request: HttpRequest, user: User) -> None:
    """End every session of this account but the one that asks."""
    end_all(user)
    if request.user.is_authenticated and request.user.pk == user.pk:
        request.user = user
        update_session_auth_hash(request, user)


def forget_ended() -> None:
    """Delete the rows of sessions that are over; a periodic job."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
