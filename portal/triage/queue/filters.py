"""The filters of the queue: a form whose fields all stand in the address, and the condition of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.reports.models import Evidence
from portal.reports.states import State
from portal.reports.vocabulary import CATEGORIES
from portal.triage.fields import Day
from portal.triage.models import Case, Term
from portal.triage.queue import asked, choices
from portal.triage.queue.asked import AnyOf, Asked, AskedBadlyError
from portal.triage.states import Outcome

OPEN, ANY, ME, NOBODY, YES, NO = "open", "any", "me", "none", "yes", "no"
OPEN_STATES = [state for state in State if state != State.CLOSED]
NEWS, NEWEST, OLDEST, DEADLINE = "news", "newest", "oldest", "deadline"
SORTS = {
    NEWS: _("Last news first"),
    NEWEST: _("Newest first"),
    OLDEST: _("Oldest first"),
    DEADLINE: _("Waiting for a first look, nearest deadline first"),
}
OVERDUE, SOON, WEEK, WAITS = "overdue", "soon", "week", "waits"
SOON_DAYS = 2
MOST_TYPED = 300
TAGGED: Any = Case.tags.through._default_manager


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks at the queue, and when."""

    user: User | None
    now: datetime


class FilterForm(forms.Form):
    """Nothing in it has to be filled in. ``category``, ``team``, ``tag``, ``office`` are offered by name."""

    q = forms.CharField(label=_("Words or a number"), max_length=MOST_TYPED, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Open")), *State.choices, (ANY, _("Any, also closed"))],
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    unread = forms.BooleanField(label=_("Unread only"), required=False)
    due = forms.ChoiceField(
        label=_("First look"),
        required=False,
        choices=[
            ("", _("Any")),
            (WAITS, _("Not looked at yet")),
            (OVERDUE, _("Overdue")),
            (SOON, _("Due within two days")),
            (WEEK, _("Due this week")),
        ],
    )
    officer = forms.ChoiceField(label=_("Officer"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    office = forms.ChoiceField(label=_("Referred to"), required=False)
    since = Day(label=_("Sent from"), required=False)
    until = Day(label=_("Sent until"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    evidence = forms.ChoiceField(
        label=_("Evidence"), required=False, choices=[("", _("Any")), (YES, _("With")), (NO, _("Without"))]
    )
    verified = forms.ChoiceField(
        label=_("Sent by a person"),
        required=False,
        choices=[("", _("Any")), (YES, _("As far as can be told")), (NO, _("Not sure"))],
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("Any")), *Outcome.choices]
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=[*SORTS.items()])

    def __init__(self, data: Mapping[str, Any], *, offered: choices.Choices) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.asked: Asked | None = None
        any_ = [("", _("Any"))]
        given = {
            "category": [*any_, *((key, label) for key, (label, _hint) in CATEGORIES.items())],
            "officer": [*any_, (ME, _("Me")), (NOBODY, _("Nobody")), *offered[choices.OFFICER]],
            "team": [*any_, (NOBODY, _("None")), *offered[choices.TEAM]],
            "tag": [*any_, *offered[choices.TAG]],
            "office": [*any_, *offered[choices.OFFICE]],
            "language": [*any_, *settings.LANGUAGES],
        }
        for name, rows in given.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined]

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"].strip()
        if typed:
            try:
                self.asked = asked.read(typed)
            except AskedBadlyError as why:
                raise forms.ValidationError(str(why)) from None
        return typed

    @property
    def filled(self) -> dict[str, Any]:
        """What was chosen, by the name of its field; only of a form that is valid."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "sort"}

    @property
    def order(self) -> str:
        return self.cleaned_data.get("sort") or NEWS

    @property
    def states(self) -> str:
        """Where none is chosen: open ones; of the unread those that were closed too, so that none is lost."""
        return self.cleaned_data["state"] or (ANY if self.cleaned_data["unread"] else OPEN)

    def condition(self, asker: Asker) -> Q:
        """On a `Case`. A number of a report finds it, whatever else is chosen."""
        if self.asked and self.asked.number:
            return Q(report__number=self.asked.number)
        found = Q(looked_at=None) if self.order == DEADLINE else Q()
        for name, value in ({"state": self.states} | self.filled).items():
            found &= CONDITIONS[name](value, asker) if name in CONDITIONS else Q()
        return found & search_condition(self.asked) if self.asked else found


def _state(value: str, asker: Asker) -> Q:
    if value == ANY:
        return Q()
    return Q(report__state__in=OPEN_STATES) if value == OPEN else Q(report__state=value)


def _officer(value: str, asker: Asker) -> Q:
    if value == NOBODY:
        return Q(officer=None)
    return Q(officer=(asker.user and asker.user.pk) if value == ME else int(value))


def _due(value: str, asker: Asker) -> Q:
    waits = Q(looked_at=None)
    if value == OVERDUE:
        return waits & Q(look_by__lt=asker.now)
    if value == WAITS:
        return waits
    end = asker.now + timedelta(days=SOON_DAYS) if value == SOON else end_of_week(asker.now)
    return waits & Q(look_by__gte=asker.now, look_by__lte=end)


def end_of_week(now: datetime) -> datetime:
    """The end of Sunday, where the office is."""
    local = timezone.localtime(now)
    return start_of(local.date() + timedelta(days=7 - local.weekday()))


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _evidence(value: str, asker: Asker) -> Q:
    has = Exists(Evidence.objects.filter(report=OuterRef("pk")))
    return Q(has) if value == YES else ~Q(has)


CONDITIONS: Mapping[str, Callable[[Any, Asker], Q]] = {
    "state": _state,
    "category": lambda value, asker: Q(report__category=value),
    "verified": lambda value, asker: Q(report__is_verified=value == YES),
    "unread": lambda value, asker: Q(has_news=True),
    "due": _due,
    "officer": _officer,
    "team": lambda value, asker: Q(team=None if value == NOBODY else int(value)),
    "tag": lambda value, asker: Q(Exists(TAGGED.filter(case=OuterRef("pk"), tag=int(value)))),
    "office": lambda value, asker: Q(office=int(value)),
    "since": lambda value, asker: Q(report__sent_at__gte=start_of(value)),
    "until": lambda value, asker: Q(report__sent_at__lt=start_of(value + timedelta(days=1))),
    "language": lambda value, asker: Q(report__language=value),
    "evidence": _evidence,
    "outcome": lambda value, asker: Q(outcome=value),
}


def search_condition(what: Asked) -> Q:
    found = Q()
    for clause in what.all_of:
        found &= Q(_has(clause))
    for clauses in what.none_of:
        together = Q()
        for clause in clauses:
            together &= Q(_has(clause))
        found &= ~together
    return found


def _has(clause: AnyOf) -> Exists:
    """That a case has any of the terms."""
    any_of = Q()
    for kind in sorted({kind for kind, _value in clause}):
        any_of |= Q(kind=kind, value__in=sorted(value for of, value in clause if of == kind))
    return Exists(Term.objects.filter(any_of, case=OuterRef("pk")))
