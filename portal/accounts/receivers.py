"""What follows from what allauth and Django tell: evidence, other sessions that end, and our own event."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from django.contrib.auth import signals as auth_signals
from django.http import HttpRequest

from portal.accounts import clock, evidence, factors, sessions
from portal.accounts.models import User
from portal.accounts.signals import Kind, account_event


def tell(kind: Kind, user: User | None, **detail: str | int | bool) -> None:
    account_event.send(sender=User, kind=kind, user=user, detail=detail)


def signed_in(sender: Any, request: HttpRequest, user: User, **rest: Any) -> None:
    clock.begin(request.session)
    tell(Kind.SIGNED_IN, user)


def signed_out(sender: Any, user: User | None, **rest: Any) -> None:
    if user is not None:
        tell(Kind.SIGNED_OUT, user)


def sign_in_failed(sender: Any, credentials: dict[str, Any], **rest: Any) -> None:
    email = str(credentials.get("email") or credentials.get("username") or "")
    tell(Kind.SIGN_IN_FAILED, User.objects.filter(email__iexact=email).first())


def factor_used(
    sender: Any, request: HttpRequest, user: User, authenticator: Any, reauthenticated: bool, **rest: Any
) -> None:
    evidence.note(request, user)
    tell(Kind.CONFIRMED if reauthenticated else Kind.FACTOR_PASSED, user, factor=authenticator.type)


def factor_failed(sender: Any, user: User, authenticator: Any, **rest: Any) -> None:
    tell(Kind.FACTOR_FAILED, user, factor=authenticator.type)


def factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Any, **rest: Any) -> None:
    if authenticator.type not in factors.MAIN:
        tell(Kind.RECOVERY_CODES_MADE, user)
        return
    evidence.note(request, user)  # whoever sets a factor up has shown that it works
    sessions.end_others(request, user)
    tell(Kind.FACTOR_ADDED, user, factor=authenticator.type)


def factor_removed(sender: Any, request: HttpRequest, user: User, authenticator: Any, **rest: Any) -> None:
    if authenticator.type not in factors.MAIN:
        return
    if not factors.has_one(user):
        evidence.forget(request)
    sessions.end_others(request, user)
    tell(Kind.FACTOR_REMOVED, user, factor=authenticator.type)


def codes_made(sender: Any, user: User, **rest: Any) -> None:
    tell(Kind.RECOVERY_CODES_MADE, user)


def password_changed(sender: Any, user: User, **rest: Any) -> None:
    tell(Kind.PASSWORD_CHANGED, user)


def password_reset(sender: Any, user: User, **rest: Any) -> None:
    tell(Kind.PASSWORD_RESET, user)


def connect() -> None:
    auth_signals.user_logged_in.connect(signed_in)
    auth_signals.user_logged_out.connect(signed_out)
    auth_signals.user_login_failed.connect(sign_in_failed)
    factor_signals.authenticator_used.connect(factor_used)
    factor_signals.authentication_failed.connect(factor_failed)
    factor_signals.authenticator_added.connect(factor_added)
    factor_signals.authenticator_removed.connect(factor_removed)
    factor_signals.authenticator_reset.connect(codes_made)
    account_signals.password_changed.connect(password_changed)
    account_signals.password_reset.connect(password_reset)
