"""What happens to accounts, for whoever keeps records of it.

``account_event`` is sent with ``kind`` (a `Kind`), ``user`` (the account, or None where nobody of that name
exists) and ``detail``, a small dict of plain words: ``factor`` is ``totp``, ``webauthn`` or
``recovery_codes``. It never holds an address, a password or a code. A receiver that fails stops the act.
"""

from __future__ import annotations

from enum import StrEnum

from django.dispatch import Signal

account_event = Signal()


class Kind(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SESSION_ENDED = "session_ended"
    OTHER_SESSIONS_ENDED = "other_sessions_ended"
    FACTOR_PASSED = "factor_passed"
    FACTOR_FAILED = "factor_failed"
    CONFIRMED = "confirmed"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    FACTORS_RESET = "factors_reset"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # no secret: the name of an event
    PASSWORD_RESET = "password_reset"  # noqa: S105
