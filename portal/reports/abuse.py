"""Who sends: a person, or a program that floods. Nobody is refused; what cannot be told waits apart.

A report counts as sent by a person when its trap is empty, when it took longer to write than a program
takes, when the browser has done some work for it, and when its neighbourhood has not sent many in this hour.
Work is a cost and no proof: there are programs that do it. https://github.com/altcha-org/altcha
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from altcha import v1 as altcha
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.web.limits import times_in_hour

SALT = "portal.reports.abuse"
TRAP, WORK = "website2", "work"
"""The trap is a field that people do not see and programs fill in."""
FASTEST_SECONDS = 10
"""From the first step to sending. Two more steps are typed in between."""
MOST_WORK = 20_000
"""Digests at most, made while the page is read; docs/decisions/060-reports.md says how long it takes."""
WORK_HOLDS = timedelta(days=1)
UNHURRIED_AN_HOUR = 20


def stamp() -> str:
    """When a draft was begun, signed."""
    return TimestampSigner(salt=SALT).sign("begun")


def challenge(token: str) -> str:
    """Work for the browser, as JSON; its solution holds for the page with this token alone."""
    made = altcha.create_challenge(
        altcha.ChallengeOptions(
            algorithm="SHA-256",
            max_number=MOST_WORK,
            hmac_key=_key(token),
            expires=timezone.now() + WORK_HOLDS,
        )
    )
    told = {"algorithm": made.algorithm, "challenge": made.challenge, "salt": made.salt}
    return json.dumps({**told, "signature": made.signature, "most": MOST_WORK})


def is_by_a_person(request: HttpRequest, *, token: str, begun: str) -> bool:
    """Count this sending, and say whether all signs are those of a person."""
    often = times_in_hour(request, scope="report", count=True)
    return (
        not request.POST.get(TRAP)
        and not _is_hurried(begun)
        and _is_worked(request.POST.get(WORK, ""), token)
        and often <= UNHURRIED_AN_HOUR
    )


def _is_hurried(begun: str) -> bool:
    signer = TimestampSigner(salt=SALT)
    try:
        signer.unsign(begun, max_age=FASTEST_SECONDS)
    except SignatureExpired:
        return False
    except BadSignature:
        return True
    return True


def _is_worked(solution: str, token: str) -> bool:
    """Whatever a program sends instead of a solution is none."""
    try:
        told: Any = json.loads(solution)
        found, _why = altcha.verify_solution(told, hmac_key=_key(token))
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return False
    return bool(found)


def _key(token: str) -> str:
    return salted_hmac(SALT, token).hexdigest()
