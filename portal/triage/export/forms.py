"""What is asked before an export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.reports.states import State
from portal.reports.vocabulary import CATEGORIES
from portal.triage.export.choosing import (
    MOST_NUMBERS,
    CannotChooseError,
    Chosen,
    by_facts,
    by_numbers,
    by_queue,
    by_search,
    numbers_in,
)
from portal.triage.export.columns import Part, parts_for
from portal.triage.export.formats import Format

LONGEST_REASON = 500


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class ExportForm(forms.Form):
    """What was chosen in the queue is exported (``of``: its query, or ``search``: the key of a saved search);
    without that, the numbers that are given, and without any, what the other fields choose.
    """

    of = forms.CharField(required=False, widget=forms.HiddenInput)
    search = forms.CharField(required=False, widget=forms.HiddenInput)
    numbers = forms.CharField(
        label=gettext_lazy("Numbers of reports"),
        help_text=gettext_lazy(
            "If you give numbers, only these are exported. Other words around them are fine."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("Any")), *State.choices]
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Category"),
        required=False,
        choices=[("", gettext_lazy("Any")), *((key, label) for key, (label, _hint) in CATEGORIES.items())],
    )
    since = _day(gettext_lazy("Sent on or after"))
    until = _day(gettext_lazy("Sent on or before"))
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What to export beside the facts of each case"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=Format.choices,
        initial=Format.XLSX,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("In XLSX and CSV, text that a program could run is made harmless."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It is kept sealed, and stands in the file with your name."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say for what the export is needed.")},
    )

    def __init__(self, data: Any = None, *, by: User, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["parts"].choices = parts_for(by)  # type: ignore[attr-defined]
        self.by = by
        self.chosen: Chosen | None = None
        if data is None:
            self.initial.setdefault("parts", [Part.TOLD])

    def clean_numbers(self) -> list[str]:
        typed: str = self.cleaned_data["numbers"]
        found = numbers_in(typed)
        if typed.strip() and not found:
            raise forms.ValidationError(_("There is no number of a report in this. They begin with TVR."))
        if len(found) > MOST_NUMBERS:
            raise forms.ValidationError(
                _("These are more than %(most)s numbers.") % {"most": f"{MOST_NUMBERS:,}"}
            )
        return found

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        self.chosen = self.from_queue(told)
        if self.chosen is None:
            self.chosen = by_numbers(told["numbers"]) if told.get("numbers") else by_facts(told)
        return told

    def from_queue(self, told: Mapping[str, Any]) -> Chosen | None:
        """What was chosen in the queue, if it was chosen there."""
        try:
            if told.get("search"):
                return by_search(told["search"], by=self.by)
            return by_queue(told["of"], by=self.by) if told.get("of") else None
        except CannotChooseError:
            raise forms.ValidationError(
                _("These filters are not there any more. Go back to the queue and choose again.")
            ) from None

    @property
    def words(self) -> str:
        """Which reports were chosen in the queue; empty for a page that was opened without it."""
        told = {name: str(self[name].value() or "") for name in ("of", "search")}
        try:
            found = self.from_queue(told)
        except forms.ValidationError:
            return ""
        return found.words if found else ""
