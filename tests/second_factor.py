"""How staff signs in in tests: with a second step, as everywhere.

``client.force_login(user)`` signs in as always; for staff it also sets up an authenticator app and notes in
the session that it was passed, which is what the sign-in pages do. `by_password_alone` leaves that out.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.test import Client

from portal.accounts import clock, evidence, sealing, staff
from portal.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP_SECONDS = 30

by_password_alone = Client.force_login
"""Sign somebody in who has passed no second step."""


def with_app(user: Any) -> User:
    """Give somebody an authenticator app, whose key tests know."""
    app = {"secret": sealing.seal(SECRET)}
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": app})
    found: User = user
    return found


def code_of_app(secret: str = SECRET, *, steps: int = 0, at: float | None = None) -> str:
    """What the app shows now, or some steps of half a minute later."""
    moment = time.time() if at is None else at
    return str(format_hotp_value(hotp_value(secret, int(moment // STEP_SECONDS) + steps)))


def sign_in(self: Client, user: Any, backend: str | None = None) -> None:
    by_password_alone(self, user, backend)
    known = get_user_model().objects.get(pk=user.pk)
    if staff.is_staff(known):
        with_app(known)
        session = self.session
        session[evidence.KEY] = [known.pk, clock.now()]
        session.save()
