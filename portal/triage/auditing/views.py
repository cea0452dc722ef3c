"""The pages of the audit in the admin. They show names and numbers, never what a report says."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from portal.triage import audit
from portal.triage.access import signed_in, staff_only
from portal.triage.auditing import anchors, listing
from portal.triage.auditing.forms import AuditFilter
from portal.triage.models import AnchorReader
from portal.triage.pages import StaffPage
from portal.triage.records import Act
from portal.triage.rights import Right
from portal.web.downloads import attachment

ACTS = dict(Act.choices)


class AuditView(StaffPage):
    """Who did what, the newest first, and whether the chain holds."""

    rights = (Right.AUDIT,)
    template_name = "triage/audit/audit.html"
    page_title = _("Audit of reports")
    header_icon = "history"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = AuditFilter(self.request.GET)
        form.is_valid()
        rows, older = listing.page_of(listing.entries(**form.asked()), form.cleaned_data.get("before"))
        query = self.request.GET.copy()
        query.pop("before", None)
        number, seal = audit.standing()
        return super().get_context_data(**kwargs) | {
            "form": form,
            "entries": [(row, ACTS.get(row.act, row.act), listing.in_words(row.detail)) for row in rows],
            "query": query.urlencode(),
            "older": older,
            "is_first": "before" not in self.request.GET,
            "number": number,
            "seal": seal,
            "verified": listing.newest(Act.VERIFIED),
            "anchored": listing.newest(Act.ANCHORED),
            "is_mailed": AnchorReader.objects.filter(user=signed_in(self.request)).exists(),
        }


@staff_only(Right.AUDIT)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """What the page is narrowed to, whole, as CSV. Taking it stands in the audit."""
    form = AuditFilter(request.GET)
    form.is_valid()
    asked = form.asked()
    told = {name: str(value) for name, value in asked.items()}
    up_to = audit.record(Act.EXPORTED, signed_in(request), None, what="audit", asked=told).number
    rows = listing.entries(**asked).filter(number__lte=up_to)
    return attachment(listing.as_csv(rows), f"audit-{timezone.localdate().isoformat()}.csv")


@staff_only(Right.AUDIT)
@require_POST
def verify(request: HttpRequest) -> HttpResponseBase:
    anchors.ask_to_verify(signed_in(request))
    messages.success(request, _t("The audit is verified now. Its newest entry soon says what was found."))
    return redirect("triage:audit")


@staff_only(Right.AUDIT)
@require_POST
def mail(request: HttpRequest) -> HttpResponseBase:
    """Choose the daily mail, or no longer."""
    wanted = request.POST.get("wanted") == "yes"
    anchors.choose_mail(signed_in(request), wanted=wanted)
    told = _t("You get the daily mail.") if wanted else _t("You do not get the daily mail any more.")
    messages.success(request, told)
    return redirect("triage:audit")
