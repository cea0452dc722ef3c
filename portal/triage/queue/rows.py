"""The rows of a page of the queue, in words: names are opened for these rows only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.reports import services as reports
from portal.reports.sealing import CannotOpenError
from portal.reports.states import State
from portal.reports.vocabulary import CATEGORIES
from portal.triage.casework.defang import defang
from portal.triage.models import Case
from portal.triage.states import Outcome

LONGEST_NAME = 80
SHORT_DAY = "MONTH_DAY_FORMAT"


@dataclass(frozen=True, slots=True)
class Deadline:
    words: str
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    case: Case
    category: Any
    name: str
    state: Any
    outcome: Any
    tags: tuple[str, ...]
    deadline: Deadline
    files: int

    @property
    def number(self) -> str:
        return self.case.report.number


def rows_of(cases: Sequence[Case], now: datetime) -> list[Row]:
    return [
        Row(
            case=case,
            category=category_of(case.report.category),
            name=name_of(case),
            state=State(case.report.state).label,
            outcome=Outcome(case.outcome).label if case.outcome else "",
            tags=tuple(sorted(tag.name for tag in case.tags.all())),
            deadline=deadline_of(case, now),
            files=getattr(case, "files", 0),
        )
        for case in cases
    ]


def category_of(key: str) -> Any:
    return CATEGORIES.get(key, (key,))[0]


def name_of(case: Case) -> str:
    """The first of those who are accused, and how many more there are."""
    try:
        accused = reports.answers_of(case.report).get("who") or []
    except CannotOpenError:
        return _("Disposed of, or cannot be opened")
    names = [one.get("name", "") for one in accused]
    if not names:
        return ""
    first = defang(" ".join(names[0].split()))
    first = first if len(first) <= LONGEST_NAME else first[: LONGEST_NAME - 1] + "…"
    more = len(names) - 1
    told = {"name": first, "more": more}
    return (
        ngettext("%(name)s and %(more)s more", "%(name)s and %(more)s more", more) % told if more else first
    )


def deadline_of(case: Case, now: datetime) -> Deadline:
    """The first look, in words."""
    if case.looked_at:
        return Deadline(_("Looked at on %(day)s") % {"day": _day(case.looked_at)})
    told = {"day": _day(case.look_by)}
    if case.look_by < now:
        return Deadline(_("Overdue since %(day)s") % told, is_overdue=True)
    if timezone.localdate(case.look_by) == timezone.localdate(now):
        return Deadline(_("Today is the last day"))
    return Deadline(_("Until %(day)s") % told)


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), SHORT_DAY)
