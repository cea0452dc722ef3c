"""A change of many is taken back: each case becomes what it was, if nobody has changed it since."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.reports.states import State
from portal.triage import audit, moving
from portal.triage.changing import NotGivenError, insist
from portal.triage.models import BulkChange, Case, Office, Tag, Team
from portal.triage.queue import bulk
from portal.triage.queue.bulk import What
from portal.triage.records import Act
from portal.triage.rights import Right, may
from portal.triage.states import Action

KEPT = timedelta(days=7)


class TooLateError(Exception):
    """It was taken back already, or too long ago."""


def can_be_undone(made: BulkChange) -> bool:
    return made.undone_at is None and timezone.now() - made.at < KEPT


@transaction.atomic
def undo(made: BulkChange, *, by: User) -> BulkChange:
    """Take a change back, by the moves that the table has. Raises ``PermissionDenied``, ``TooLateError``.

    What cannot be taken back is left as it is and stands in ``not_undone`` as ``[number, why]``.
    """
    insist(by, Right.LEAD)
    made = BulkChange.objects.select_for_update().get(pk=made.pk)
    if not can_be_undone(made):
        raise TooLateError
    before = {row["case"]: row for row in made.before}
    cases = bulk.locked(before)
    kept = [[row["number"], _("It was disposed of.")] for row in _absent(before, cases)]
    undone = []
    for case in cases:
        if why := _why_kept(case, before[str(case.pk)]):
            kept.append([case.report.number, why])
        else:
            undone.append(case)
    undone, failed = _take_back(What(made.what), undone, before, by=by)
    made.undone_at, made.undone_by, made.not_undone = timezone.now(), by, kept + failed
    made.save()
    numbers = [case.report.number for case in undone]
    audit.record(Act.UNDID, by, None, change=str(made.pk), what=made.what, numbers=numbers)
    return made


def _absent(before: dict[str, Any], cases: list[Case]) -> list[dict[str, Any]]:
    there = {str(case.pk) for case in cases}
    return [row for key, row in before.items() if key not in there]


def _why_kept(case: Case, row: dict[str, Any]) -> str:
    if not case.report.sealed_key:
        return _("It was disposed of.")
    if case.version != row["version"]:
        return _("Somebody has changed it since.")
    return ""


def _take_back(
    what: What, cases: list[Case], before: dict[str, Any], *, by: User
) -> tuple[list[Case], list[list[str]]]:
    """Those that are as they were, and of each other the number and why not."""
    done, failed = [], []
    if what in bulk.ACTIONS:
        for case in cases:
            try:
                with transaction.atomic():
                    _move_back(case, before[str(case.pk)], by=by)
                done.append(case)
            except NotGivenError:
                failed.append([case.report.number, _("Nothing is referred to the former office any more.")])
    elif what == What.ASSIGN:
        done, failed = _assign_back(cases, before, by=by)
    else:
        _tag_back(cases, before, by=by)
        done = cases
    bulk.grow(done)
    return done, failed


def _move_back(case: Case, row: dict[str, Any], *, by: User) -> None:
    reason = _("A change of many was taken back.")
    if case.report.state == State.CLOSED:
        moving.move(case, Action.REOPEN, by=by, reason=reason)
    elif case.report.state == State.REFERRED:
        moving.move(case, Action.TAKE_BACK, by=by, reason=reason)
    if row["state"] == State.REFERRED:
        office = Office.objects.filter(pk=row["office"]).first()
        moving.move(case, Action.REFER, by=by, office=office, reason=reason)
    case.office_id = row["office"]


def _assign_back(
    cases: list[Case], before: dict[str, Any], *, by: User
) -> tuple[list[Case], list[list[str]]]:
    people = User.objects.in_bulk({row["officer"] for row in before.values() if row["officer"]})
    teams = Team.objects.in_bulk({row["team"] for row in before.values() if row["team"]})
    able = {pk for pk, person in people.items() if may(person, Right.WORK)}
    given: dict[Case, tuple[User | None, Team | None]] = {}
    failed = []
    for case in cases:
        row = before[str(case.pk)]
        if row["officer"] and row["officer"] not in able:
            failed.append([case.report.number, _("Its former officer works on reports no longer.")])
        else:
            given[case] = people.get(row["officer"]), teams.get(row["team"])
    bulk.assign(given, by=by)
    return list(given), failed


def _tag_back(cases: list[Case], before: dict[str, Any], *, by: User) -> None:
    tags = Tag.objects.in_bulk()
    groups: dict[tuple[frozenset[int], frozenset[int]], list[Case]] = {}
    for case in cases:
        was = frozenset(pk for pk in before[str(case.pk)]["tags"] if pk in tags)
        now = frozenset(tag.pk for tag in case.tags.all())
        groups.setdefault((was - now, now - was), []).append(case)
    for (add, remove), alike in groups.items():
        bulk.tag(alike, by=by, add=[tags[pk] for pk in add], remove=[tags[pk] for pk in remove])
