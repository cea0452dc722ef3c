"""Counts and trends in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.reports.vocabulary import CATEGORIES
from portal.triage.access import signed_in
from portal.triage.pages import StaffPage
from portal.triage.rights import Right, may
from portal.triage.trends import facts, firms, waiting
from portal.triage.trends.counting import MOST_FIRMS, Counted, Unit, counted
from portal.triage.trends.rises import BEFORE, FEWEST
from portal.triage.trends.tables import over_time, row_of, table


class TrendsForm(forms.Form):
    by = forms.ChoiceField(label=_("Count by"), choices=Unit.choices, required=False)
    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[("", _("All")), *((key, label) for key, (label, _hint) in CATEGORIES.items())],
    )


class TrendsPage(StaffPage):
    """Of all reports or of a category, by weeks or months."""

    header_icon = "order"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.form = TrendsForm(request.GET or {"by": Unit.WEEK.value})
        told = self.form.cleaned_data if self.form.is_valid() else {}
        self.unit, self.category = told.get("by") or Unit.WEEK.value, told.get("category") or ""

    def counts(self) -> Counted:
        return counted(self.unit, self.category)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rule = {"form": self.form, "unit": self.unit, "before": BEFORE, "fewest": FEWEST}
        return super().get_context_data(**kwargs) | rule


class TrendsView(TrendsPage):
    """No report is opened for it."""

    rights = (Right.TRENDS,)
    template_name = "triage/trends/trends.html"
    page_title = _("Trends")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.counts()
        parts = (
            ("categories", _("What happened"), found.categories, CATEGORIES),
            ("origins", _("Where the goods are from"), found.origins, facts.origins()),
            ("modes", _("How the goods come"), found.modes, facts.modes()),
        )
        total = sum(found.totals)
        return super().get_context_data(**kwargs) | {
            "chart": over_time(found, self.unit),
            "total": total,
            "tables": [table(*part, starts=found.starts, unit=self.unit) for part in parts],
            "firms": len(found.firms),
            "may_read": may(self.request.user, Right.READ),
            "looks": waiting.first_looks(self.category),
            "ages": [label for _most, label in waiting.AGES],
            "states": waiting.by_state(self.category),
        }


class FirmsView(TrendsPage):
    """Who is accused most. One report of each is opened, and the audit says so."""

    rights = (Right.TRENDS, Right.READ)
    template_name = "triage/trends/firms.html"
    page_title = _("Accused most")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.counts()
        ordered = sorted(found.firms.items(), key=lambda item: -sum(item[1]))[: 2 * MOST_FIRMS]
        named = firms.names_of([value for value, _numbers in ordered], by=signed_in(self.request))
        most = max((sum(numbers) for _value, numbers in ordered), default=0)
        rows = [
            (row_of(named[value].name, numbers, most, found.starts, self.unit), named[value])
            for value, numbers in ordered
            if value in named
        ]
        return super().get_context_data(**kwargs) | {"rows": rows}
