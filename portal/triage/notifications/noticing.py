"""What makes news: an entry of the audit that a report was given to somebody, and what its sender writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from portal.accounts.models import User
from portal.delivery.handlers import Payload
from portal.delivery.services import post
from portal.reports.models import Report
from portal.reports.states import State
from portal.triage.models import AuditEntry, Case
from portal.triage.notifications.records import News, Notification
from portal.triage.notifications.services import tell
from portal.triage.records import Act
from portal.triage.rights import Right, people_with

GIVEN = "triage.given"
WHOSE = ("officer", "team")


def recorded(sender: Any, entries: Iterable[AuditEntry], by: User | None, **kwargs: Any) -> None:
    """Reports were given to people or teams, one or many, by hand or by a rule: all of it is in the audit.

    The cases are read when the transaction has ended, because the audit may be written before they are.
    """
    reports = [str(entry.report) for entry in entries if entry.act == Act.ASSIGNED]
    if reports:
        post(GIVEN, {"reports": reports, "by": by.pk if by else None})


def given(payload: Payload, number: UUID) -> None:
    """Tell those whose report it is now, unless they did it themselves or were the last who were told.

    A team is told of what nobody in it has yet.
    """
    rows = Case.objects.filter(pk__in=payload["reports"]).select_related("officer", "team")
    for case in rows:
        if case.officer and case.officer_id != payload["by"] and not _knows(case, News.ASSIGNED):
            tell(News.ASSIGNED, [case.officer], case=case)
        if case.team and not case.officer and not _knows(case, News.TEAM):
            tell(News.TEAM, case.team.members.exclude(pk=payload["by"]), case=case, team=case.team)


def _knows(case: Case, news: News) -> bool:
    """Whether the last to be told that the case is theirs is the one whose it is."""
    last = Notification.objects.filter(case=case, news=news).order_by("-at", "-pk").first()
    if last is None:
        return False
    return last.team_id == case.team_id if news == News.TEAM else last.person_id == case.officer_id


def sender_wrote(sender: Any, report: Report, **kwargs: Any) -> None:
    """Tell whose the report is, and whose the one is that it was merged into.

    One that was closed stands in no queue of work: where it is nobody's, the leads are told.
    """
    case = (
        Case.objects.filter(pk=report.pk).select_related(*WHOSE, *(f"into__{one}" for one in WHOSE)).first()
    )
    if case is None:
        return
    people = {*_whose(case), *(_whose(case.into) if case.into else ())}
    if not people and report.state == State.CLOSED:
        people = set(people_with(Right.LEAD))
    tell(News.ANSWERED, people, case=case)


def _whose(case: Case) -> list[User]:
    """The officer; where there is none, the team."""
    if case.officer:
        return [case.officer]
    return list(case.team.members.all()) if case.team else []
