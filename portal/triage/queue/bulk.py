"""Many reports are changed at once: what would change is shown first, and it can be taken back for some time.

Nothing that a person has to read first is passed over: unread reports are never closed or referred, nor such
as wait for an answer of their sender.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.reports.models import Report
from portal.reports.states import State
from portal.triage import audit, moving
from portal.triage.changing import insist
from portal.triage.models import BulkChange, Case, Office, Tag, Team
from portal.triage.records import Act
from portal.triage.rights import Right, may
from portal.triage.states import MOVES, Action, Given

MOST = 500


class What(models.TextChoices):
    """What can be done to many at once."""

    ASSIGN = "assign", gettext_lazy("Assign")
    TAG = "tag", gettext_lazy("Add tags")
    UNTAG = "untag", gettext_lazy("Remove tags")
    REFER = "refer", gettext_lazy("Refer")
    CLOSE = "close", gettext_lazy("Close")


STORED = [field.name for field in Case._meta.concrete_fields if not field.primary_key]
ACTIONS = {What.REFER: Action.REFER, What.CLOSE: Action.CLOSE}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One change for many. ``outcome`` and ``reason`` as the moves need them.

    To assign: without an officer or a team theirs stays as it is, unless ``away`` names it.
    """

    what: What
    officer: User | None = None
    team: Team | None = None
    away: frozenset[str] = frozenset()
    tags: tuple[Tag, ...] = ()
    office: Office | None = None
    outcome: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The cases that would change, and each that would not with the reason."""

    changed: list[Case]
    left: list[tuple[Case, str]]

    @property
    def seen(self) -> dict[str, int]:
        """The version of each that would change, to be sent with the confirmation."""
        return {str(case.pk): case.version for case in self.changed}


def cases_of(keys: Iterable[str]) -> list[Case]:
    """In the order of their numbers; at most `MOST`. Raises ``ValueError`` for what is no key."""
    chosen = [UUID(key) for key in list(keys)[:MOST]]
    rows = Case.objects.filter(pk__in=chosen).select_related("report", "officer", "team")
    return list(rows.prefetch_related("tags").order_by("report__number"))


def preview(wanted: Wanted, cases: Iterable[Case]) -> Preview:
    changed, left = [], []
    for case in cases:
        if why := why_not(wanted, case):
            left.append((case, why))
        else:
            changed.append(case)
    return Preview(changed, left)


def why_not(wanted: Wanted, case: Case) -> str:
    """Why a case is left as it is; empty where it is changed."""
    if not case.report.sealed_key:
        return _("It was disposed of.")
    if wanted.what == What.ASSIGN:
        return _("It is so already.") if whose(wanted, case) == (case.officer, case.team) else ""
    if wanted.what in ACTIONS:
        return _why_not_moved(wanted, case)
    there = {tag.pk for tag in case.tags.all()}
    meant = {tag.pk for tag in wanted.tags}
    if wanted.what == What.TAG:
        return _("It has these tags already.") if meant <= there else ""
    return "" if meant & there else _("It has none of these tags.")


def whose(wanted: Wanted, case: Case) -> tuple[User | None, Team | None]:
    """The officer and the team of a case once it is assigned."""
    officer = wanted.officer or (None if "officer" in wanted.away else case.officer)
    return officer, wanted.team or (None if "team" in wanted.away else case.team)


def _why_not_moved(wanted: Wanted, case: Case) -> str:
    state = State(case.report.state)
    if case.has_news:
        return _("It is unread: somebody has to open it first.")
    if state == State.ASKED:
        return _("Its sender was asked something. Open it to go on without an answer.")
    if state not in MOVES[ACTIONS[wanted.what]].before:
        return _("Its state is “%(state)s”.") % {"state": state.label}
    return ""


def change(wanted: Wanted, seen: Mapping[str, int], *, by: User) -> BulkChange:
    """Change all that can be, in one transaction, and keep what it was. ``seen`` as the preview gave it.

    Raises ``PermissionDenied``, ``ValueError`` for an officer who may not work or more than `MOST`,
    ``NotGivenError``.
    """
    insist(by, Right.LEAD)
    if len(seen) > MOST:
        raise ValueError("more than can be changed at once")
    if wanted.officer and not may(wanted.officer, Right.WORK):
        raise ValueError("this person may not work on reports")
    with transaction.atomic():
        cases = locked(seen)
        newer = [case for case in cases if case.version != seen[str(case.pk)]]
        shown = preview(wanted, [case for case in cases if case not in newer])
        before = {case.pk: as_it_is(case) for case in shown.changed}
        _carry_out(wanted, shown.changed, by=by)
        left = [[case.report.number, why] for case, why in shown.left]
        left += [[case.report.number, _("Somebody else changed it meanwhile.")] for case in newer]
        made = BulkChange.objects.create(
            by=by,
            what=wanted.what,
            before=[before[case.pk] | {"version": case.version} for case in shown.changed],
            left=left,
        )
        numbers = [case.report.number for case in shown.changed]
        audit.record(Act.CHANGED_MANY, by, None, change=str(made.pk), what=wanted.what.value, numbers=numbers)
    return made


def locked(keys: Iterable[str]) -> list[Case]:
    """The cases and their reports until the transaction ends; the reports first, in an order of their own."""
    ordered = sorted(UUID(str(key)) for key in keys)
    rows = Report.objects.select_for_update().filter(pk__in=ordered).order_by("pk")
    reports = {report.pk: report for report in rows}
    held = Case.objects.select_for_update().filter(pk__in=ordered).order_by("pk")
    cases = list(held.prefetch_related("tags", "officer", "team"))
    for case in cases:
        case.report = reports[case.pk]
    return cases


def as_it_is(case: Case) -> dict[str, Any]:
    """What a change of many can change, by keys."""
    return {
        "case": str(case.pk),
        "number": case.report.number,
        "officer": case.officer_id,
        "team": case.team_id,
        "tags": sorted(tag.pk for tag in case.tags.all()),
        "state": case.report.state,
        "office": case.office_id,
    }


def _carry_out(wanted: Wanted, cases: Sequence[Case], *, by: User) -> None:
    if wanted.what in ACTIONS:
        given = {
            Given.OFFICE: wanted.office,
            Given.OUTCOME: wanted.outcome,
            Given.REASON: wanted.reason,
        }
        for case in cases:
            moving.move(case, ACTIONS[wanted.what], by=by, **{name.value: it for name, it in given.items()})
    elif wanted.what == What.ASSIGN:
        assign({case: whose(wanted, case) for case in cases}, by=by)
    else:
        is_added = wanted.what == What.TAG
        tag(cases, by=by, add=wanted.tags if is_added else (), remove=() if is_added else wanted.tags)
    grow(cases)


def grow(cases: Sequence[Case]) -> None:
    """Store what was set on the cases, each a version newer."""
    for case in cases:
        case.version += 1
    Case.objects.bulk_update(cases, STORED, batch_size=100)


def assign(given: Mapping[Case, tuple[User | None, Team | None]], *, by: User) -> None:
    """Give each case to its officer and team."""
    acts = []
    for case, (officer, team) in given.items():
        case.officer, case.team = officer, team
        told = {"officer": str(officer) if officer else "", "team": team.name if team else ""}
        acts.append((Act.ASSIGNED, case.report, told))
    audit.record_all(acts, by)


def tag(cases: Sequence[Case], *, by: User, add: Iterable[Tag], remove: Iterable[Tag]) -> None:
    """Add and remove tags of all; the audit tells those that each has afterwards."""
    add, remove = list(add), list(remove)
    through = Case.tags.through._default_manager
    through.filter(case__in=cases, tag__in=remove).delete()
    through.bulk_create(
        [Case.tags.through(case=case, tag=one) for case in cases for one in add], ignore_conflicts=True
    )
    gone = {one.pk for one in remove}
    acts = []
    for case in cases:
        names = {one.name for one in case.tags.all() if one.pk not in gone} | {one.name for one in add}
        acts.append((Act.TAGGED, case.report, {"tags": sorted(names)}))
    audit.record_all(acts, by)
