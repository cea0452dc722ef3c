"""What the staff do with a report: look, assign, tag, note, and move it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.reports import services as reports
from portal.reports.states import State
from portal.triage import audit, moving
from portal.triage.changing import changing, insist, lock, write
from portal.triage.models import Case, Moved, Note, Tag, Team
from portal.triage.notifications import services as notifications
from portal.triage.records import Act
from portal.triage.rights import Right, may
from portal.triage.states import MOVES, Action


@transaction.atomic
def look(case: Case, *, by: User) -> Case:
    """Open a report, which stands in the audit each time.

    The first look moves it to "in review", and news is read, when somebody opens it who may work on it:
    whoever only reads changes nothing. Raises ``PermissionDenied``.
    """
    insist(by, Right.READ)
    locked = lock(case)
    audit.record(Act.OPENED, by, locked.report)
    if locked.report.state == State.RECEIVED and may(by, Right.WORK):
        locked.looked_at = timezone.now()
        locked.version += 1
        moving.move(locked, Action.LOOK, by=by)
    notifications.seen(locked, by)
    if may(by, Right.WORK):
        locked.has_news = False
    locked.save()
    return locked


def make_move(case: Case, action: Action, *, by: User, seen: int | None = None, **given: Any) -> Moved:
    """Ask, refer, take back, close, merge or open again, as the table of moves says.

    Raises ``PermissionDenied``, ``StaleError``, ``NoSuchMoveError``, ``NotGivenError``.
    """
    with changing(case, by=by, right=MOVES[action].right or Right.WORK, seen=seen) as locked:
        return moving.move(locked, action, by=by, **given)


def assign(case: Case, *, by: User, officer: User | None, team: Team | None, seen: int | None = None) -> None:
    """Give the report to an officer, a team, both or nobody. Raises as ``changing``, and ``ValueError``."""
    if officer and not (officer.is_active and may(officer, Right.WORK)):
        raise ValueError("this person may not work on reports")
    with changing(case, by=by, right=Right.WORK, seen=seen) as locked:
        locked.officer, locked.team = officer, team
        detail = {"officer": str(officer) if officer else "", "team": team.name if team else ""}
        audit.record(Act.ASSIGNED, by, locked.report, **detail)


def tag(case: Case, *, by: User, tags: Iterable[Tag], seen: int | None = None) -> None:
    with changing(case, by=by, right=Right.WORK, seen=seen) as locked:
        locked.tags.set(tags)
        audit.record(Act.TAGGED, by, locked.report, tags=sorted(tag.name for tag in locked.tags.all()))


def note(case: Case, text: str, *, by: User, since: datetime | None = None) -> Note:
    """Write a note. It needs no newest page: notes do not get in each other's way.

    The same words sent again from a page of ``since`` (a second press of the button) are the same note.
    """
    with changing(case, by=by, right=Right.WORK) as locked:
        newer = locked.notes.filter(by=by, kind=Note.Kind.NOTE, at__gt=since) if since else ()
        again = next((one for one in newer if text_of(one, locked) == text), None)
        if again is not None:
            return again
        written = write(locked, text, by=by)
        audit.record(Act.NOTED, by, locked.report, note=str(written.pk))
        return written


def text_of(note: Note, case: Case) -> str:
    """What a note says. Raises ``CannotOpenError`` once the report was disposed of."""
    found: str = reports.opened(note, reports.key_of(case.report))["text"]
    return found
