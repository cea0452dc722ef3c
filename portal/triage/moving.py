"""The one function that moves a report from a state to another, by the table in `states`."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.reports import services
from portal.reports.states import State
from portal.triage import audit
from portal.triage.arriving import post_index
from portal.triage.changing import NoSuchMoveError, NotGivenError, insist, write
from portal.triage.models import Case, Moved, Note, Office
from portal.triage.records import Act
from portal.triage.states import MOVES, Action, Given, Move, Outcome


def move(case: Case, action: Action, *, by: User, **given: Any) -> Moved:
    """Make a move on a case that is locked (`changing.changing`). ``given`` is named as in `states.Given`.

    Raises ``PermissionDenied``, ``NoSuchMoveError``, ``NotGivenError``; then nothing is changed.
    """
    row, before = MOVES[action], State(case.report.state)
    if row.right is None or before not in row.before:
        raise NoSuchMoveError(action, before)
    insist(by, row.right)
    _insist_on_what_is_given(case, row, given)
    _set(case, action, given)
    case.closed_at = timezone.now() if row.after == State.CLOSED else None
    if action == Action.ASK:
        services.ask(case.report, given[Given.QUESTION])
        case.report.refresh_from_db(fields=["state"])
        post_index(case.report)
    else:
        services.move(case.report, row.after)
    moved = Moved.objects.create(case=case, action=action, before=before, after=row.after, by=by)
    detail: dict[str, Any] = {"action": action.value, "from": before.value, "to": row.after.value}
    if text := given.get(Given.REASON):
        detail["note"] = str(write(case, text, by=by, kind=Note.Kind.REASON).pk)
    detail |= _named(case, action)
    audit.record(Act.ASKED if action == Action.ASK else Act.MOVED, by, case.report, **detail)
    return moved


def _insist_on_what_is_given(case: Case, row: Move, given: dict[str, Any]) -> None:
    for what in sorted(row.given):
        value = given.get(what)
        if not value or (isinstance(value, str) and not value.strip()):
            raise NotGivenError(what)
    office, into = given.get(Given.OFFICE), given.get(Given.INTO)
    if Given.OFFICE in row.given and not (isinstance(office, Office) and office.live):
        raise NotGivenError(Given.OFFICE)
    if Given.OUTCOME in row.given and given[Given.OUTCOME] not in Outcome.values:
        raise NotGivenError(Given.OUTCOME)
    if Given.INTO in row.given and not (isinstance(into, Case) and into.pk != case.pk and not into.into_id):
        raise NotGivenError(Given.INTO)


def _set(case: Case, action: Action, given: dict[str, Any]) -> None:
    if action == Action.REFER:
        case.office = given[Given.OFFICE]
    elif action == Action.CLOSE:
        case.outcome = given[Given.OUTCOME]
    elif action == Action.MERGE:
        case.outcome, case.into = Outcome.DUPLICATE, given[Given.INTO]
    elif action == Action.TAKE_BACK:
        case.office = None
    elif action == Action.REOPEN:
        case.outcome, case.into, case.office = "", None, None


def _named(case: Case, action: Action) -> dict[str, Any]:
    if action == Action.REFER and case.office:
        return {"office": case.office.key}
    if action == Action.CLOSE:
        return {"outcome": str(case.outcome)}
    if action == Action.MERGE and case.into:
        return {"into": case.into.report.number}
    return {}
