"""Who sent a report: opened by whoever has the right to, for a reason, and never without a trace."""

from __future__ import annotations

from django.db import transaction

from portal.accounts.models import User
from portal.reports import services as reports
from portal.triage import audit
from portal.triage.changing import NotGivenError, insist, lock, write
from portal.triage.models import Case, Note
from portal.triage.records import Act
from portal.triage.rights import Right
from portal.triage.states import Given


class NoIdentityError(Exception):
    """Nobody is named: the report is anonymous."""


@transaction.atomic
def open_identity(case: Case, *, by: User, reason: str) -> dict[str, str]:
    """What the sender told of themselves, by the names of `steps.APART`.

    Raises ``PermissionDenied``, ``NotGivenError``; and ``NoIdentityError`` where the report is anonymous.
    """
    insist(by, Right.READ)
    insist(by, Right.IDENTITY)
    if not reason.strip():
        raise NotGivenError(Given.REASON)
    locked = lock(case)
    if reports.is_anonymous(locked.report):
        raise NoIdentityError
    note = write(locked, reason, by=by, kind=Note.Kind.REASON)
    audit.record(Act.IDENTITY, by, locked.report, note=str(note.pk))
    return reports.identity_of(locked.report)


def is_known(case: Case) -> bool:
    """Whether there is a name at all; no more is told to whoever may not open it."""
    return not reports.is_anonymous(case.report)
