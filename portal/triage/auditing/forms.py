"""What the audit is narrowed by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.triage.fields import Day
from portal.triage.records import Act


class AuditFilter(forms.Form):
    who = forms.CharField(
        label=_("Who"), required=False, max_length=100, help_text=_("A part of a name or an address.")
    )
    act = forms.ChoiceField(label=_("Act"), required=False, choices=[("", _("Any")), *Act.choices])
    report = forms.CharField(label=_("Number of the report"), required=False, max_length=17)
    begin = Day(label=_("From"), required=False)
    end = Day(label=_("To"), required=False)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def asked(self) -> dict[str, Any]:
        """What was asked for and makes sense."""
        found = self.cleaned_data
        return {name: found[name] for name in ("who", "act", "report", "begin", "end") if found.get(name)}
