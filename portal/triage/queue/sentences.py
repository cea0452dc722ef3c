"""What a search lets through, as a sentence that is made from its filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.triage.queue.filters import ANY, ME, NOBODY, OPEN, SORTS, FilterForm

TOLD: Mapping[str, Any] = {
    "category": gettext_lazy("about “%(value)s”"),
    "due": gettext_lazy("first look: “%(value)s”"),
    "officer": gettext_lazy("of the officer %(value)s"),
    "team": gettext_lazy("of the team %(value)s"),
    "tag": gettext_lazy("with the tag “%(value)s”"),
    "office": gettext_lazy("referred to %(value)s"),
    "since": gettext_lazy("sent on or after %(value)s"),
    "until": gettext_lazy("sent on or before %(value)s"),
    "language": gettext_lazy("in %(value)s"),
    "outcome": gettext_lazy("closed as “%(value)s”"),
    "q": gettext_lazy("with these words: %(value)s"),
}
WHOLE: Mapping[tuple[str, Any], Any] = {
    ("unread", True): gettext_lazy("unread"),
    ("officer", ME): gettext_lazy("of whoever looks"),
    ("officer", NOBODY): gettext_lazy("of no officer"),
    ("team", NOBODY): gettext_lazy("of no team"),
    ("evidence", "yes"): gettext_lazy("with evidence"),
    ("evidence", "no"): gettext_lazy("without evidence"),
    ("verified", "yes"): gettext_lazy("sent by a person, as far as can be told"),
    ("verified", "no"): gettext_lazy("not surely sent by a person"),
}


def sentence_of(form: FilterForm, *, of_arrivals: bool = False) -> str:
    """``Open reports, about “Forced labor”, with evidence.`` Of a form that is valid."""
    if form.asked and form.asked.number:
        return _("The report %(number)s, whatever its state.") % {"number": form.asked.number}
    parts = [_("Every report that arrives") if of_arrivals else _head(form)]
    parts += [_part(form, name, value) for name, value in form.filled.items() if name != "state"]
    return f"{', '.join(parts)}."


def _head(form: FilterForm) -> str:
    state = form.states
    if state == ANY:
        return _("All reports")
    if state == OPEN:
        return _("Open reports")
    return _("Reports in the state “%(state)s”") % {"state": _label(form, "state", state)}


def _part(form: FilterForm, name: str, value: Any) -> str:
    if whole := WHOLE.get((name, value)):
        return str(whole)
    return str(TOLD[name]) % {"value": _label(form, name, value)}


def _label(form: FilterForm, name: str, value: Any) -> str:
    if hasattr(value, "isoformat"):
        return date_format(value, "DATE_FORMAT")
    return str(dict(getattr(form.fields[name], "choices", ())).get(value, value))


def order_of(form: FilterForm) -> Any:
    return format_lazy("{}", SORTS[form.order])
