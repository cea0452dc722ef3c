"""The page of one report in the admin."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from portal.reports import services as reports
from portal.triage import services
from portal.triage.access import signed_in
from portal.triage.models import Case
from portal.triage.pages import StaffPage
from portal.triage.rights import Right


class CaseView(StaffPage):
    """What was told, and what was done with it."""

    rights = (Right.READ,)
    template_name = "triage/case.html"

    def get_page_title(self) -> str:
        return str(self.kwargs["number"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = get_object_or_404(Case, report__number=self.kwargs["number"])
        case = services.look(found, by=signed_in(self.request))
        return super().get_context_data(**kwargs) | {
            "case": case,
            "answers": reports.answers_of(case.report),
        }
