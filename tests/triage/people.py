"""The staff, and reports that came to them, as tests tell it."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from portal.accounts.models import User
from portal.reports import codes, services
from portal.triage.models import Case
from portal.triage.rights import (
    AUDITORS,
    CUSTODIANS,
    LEADS,
    OFFICERS,
    READERS,
    RECORDS_OFFICERS,
)

__all__ = ["AUDITORS", "CUSTODIANS", "LEADS", "OFFICERS", "READERS", "RECORDS_OFFICERS"]
_numbers = count(1)


def member(*roles: str) -> User:
    """Somebody of the staff with these roles."""
    number = next(_numbers)
    user = User.objects.create_user(f"staff{number}@example.org", "a long pass phrase", is_staff=True)
    user.first_name, user.last_name = "Staff", str(number)
    user.save()
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def officer() -> User:
    return member(OFFICERS)


def lead() -> User:
    return member(LEADS)


def reported(*, arrives: bool = True, identity: dict[str, Any] | None = None, **steps: Any) -> Case:
    """A report that was sent and, if it ``arrives``, its case."""
    answers: dict[str, Any] = {
        "what": {"category": "undervaluation", "story": "They send two invoices."},
        "who": [{"id": "one", "name": "Harborline Trading"}],
        "goods": {"what": "Desk lamps"},
    }
    answers |= steps
    token = codes.new_code()
    receipt = services.send_report(
        answers=answers, identity=identity or {}, token=token, is_verified=True, language="en"
    )
    report = services.find(receipt.code)
    with transaction.atomic():
        services.arrived({"report": str(report.pk)}, report.pk)
    return Case.objects.get(pk=report.pk)
