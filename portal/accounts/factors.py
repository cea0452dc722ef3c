"""The second factors of an account, and codes that work once."""

from __future__ import annotations

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet

from portal.accounts.models import User
from portal.accounts.sealing import unseal

Type = Authenticator.Type
MAIN = (Type.TOTP, Type.WEBAUTHN)
"""Recovery codes only stand in for one of these."""
LAST_STEP = "last_step"
"""Where an authenticator app's latest used time step is kept (RFC 6238, section 5.2: used once)."""


def main_ones(user: AbstractBaseUser) -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=user.pk, type__in=MAIN)
    return found


def has_one(user: AbstractBaseUser) -> bool:
    return main_ones(user).exists()


def is_last(authenticator: Authenticator) -> bool:
    return not main_ones(authenticator.user).exclude(pk=authenticator.pk).exists()


def lock(user: AbstractBaseUser) -> None:
    """Let no other request change this account's factors until the transaction ends."""
    User.objects.select_for_update().get(pk=user.pk)


@transaction.atomic
def take_code(user: AbstractBaseUser, code: str) -> Authenticator | None:
    """Use a code of the app or a recovery code; None when it is wrong or was used before.

    What was used stands in the database, so a code works once, in whichever worker and cache it arrives.
    """
    lock(user)
    found = Authenticator.objects.filter(user_id=user.pk)
    app = found.filter(type=Type.TOTP).first()
    if app and _take_step(app, code):
        return app
    written_down = found.filter(type=Type.RECOVERY_CODES).first()
    return written_down if written_down and written_down.wrap().validate_code(code) else None


@transaction.atomic
def mark_used(user: AbstractBaseUser, code: str) -> None:
    """The code that set an app up is used, too."""
    lock(user)
    for app in Authenticator.objects.filter(user_id=user.pk, type=Type.TOTP):
        _take_step(app, code)


def _take_step(app: Authenticator, code: str) -> bool:
    secret = unseal(app.data["secret"])
    for step in yield_hotp_counters_from_time():
        if step > app.data.get(LAST_STEP, 0) and compare_user_code(
            actual=code, expected=format_hotp_value(hotp_value(secret, step))
        ):
            app.data[LAST_STEP] = step
            app.save(update_fields=["data"])
            return True
    return False
