"""What records officers write: rows of the schedule, holds, lists of reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.triage.retention import schedules
from portal.triage.retention.holds import MOST

FOREVER_DAYS = 36_525
"""A hundred years: more is a slip of the keyboard."""


class ScheduleForm(forms.Form):
    key = forms.ChoiceField(label=_("Kind of report"))
    number = forms.CharField(
        label=_("Schedule number"),
        required=False,
        max_length=80,
        help_text=_("As it was approved. While it is empty, nothing of this kind is disposed of."),
    )
    kept_days = forms.IntegerField(label=_("Days kept after closing"), min_value=0, max_value=FOREVER_DAYS)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Who approved it, and where it can be read.")
    )
    valid_from = forms.DateField(
        label=_("Valid from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = list(schedules.kinds().items())  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = timezone.localdate


class HoldForm(forms.Form):
    matter = forms.CharField(
        label=_("Matter"), max_length=200, help_text=_("Its name or number. It is stored sealed.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why these reports must be kept. It is stored sealed."),
    )
    numbers = forms.CharField(
        label=_("Numbers of the reports"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line, or with spaces or commas between them. 500 at most."),
    )

    def clean_numbers(self) -> list[str]:
        return numbers_in(self.cleaned_data["numbers"])


def numbers_in(typed: str) -> list[str]:
    """The numbers of reports in a text, each once. Raises ``ValidationError``."""
    found = list(dict.fromkeys(typed.upper().replace(",", " ").replace(";", " ").split()))
    if not found:
        raise forms.ValidationError(_("Write the number of at least one report."))
    if len(found) > MOST:
        raise forms.ValidationError(_("No more than %(most)s reports at once."), params={"most": MOST})
    return found
