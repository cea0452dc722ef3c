"""Fields of the staff's forms that take what no honest page sends without an error of ours."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_KEY = 18
"""So many digits always fit into a column of keys."""


class Day(forms.DateField):
    """A day near enough that a day can be added to it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            told = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise forms.ValidationError(_("Write a day between %(first)s and %(last)s."), "year", told)


class Several(forms.ModelMultipleChoiceField):
    """Rows by their keys; a key that no database holds is no choice."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                self._refuse(key)
        return super().clean(value)

    def _refuse(self, key: Any) -> None:
        told = {"value": str(key)[:LONGEST_KEY]}
        raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice", told)
