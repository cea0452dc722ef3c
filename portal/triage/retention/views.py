"""The pages of records officers: what is due, the schedule, and legal holds."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from portal.triage.access import signed_in, staff_only
from portal.triage.models import LegalHold, RetentionSchedule
from portal.triage.pages import StaffPage
from portal.triage.retention import disposing, holds, rows, schedules
from portal.triage.retention.forms import HoldForm, ScheduleForm
from portal.triage.rights import Right

PAGE = 100
TOLD = 5
"""So many reports that something stopped are named; the rest is counted by who reads the list."""


class RecordsPage(StaffPage):
    """A page below that of the records. Its people cannot open the queue, so no crumb leads there."""

    rights = (Right.RECORDS,)
    header_icon = "folder"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = {"url": reverse("triage:records"), "label": _("Records")}
        return [*self.breadcrumbs_items, home, {"url": "", "label": self.get_page_title()}]


class RecordsView(RecordsPage):
    """What is due, overdue, held or without a schedule; and proposing to dispose of what is due."""

    template_name = "triage/records/records.html"
    page_title = _("Records")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("list", "")
        chosen = asked if asked in rows.LISTS else "due"
        title, found = rows.LISTS[chosen]
        page = Paginator(found(), PAGE).get_page(self.request.GET.get("page"))
        counts = [(key, label, cases().count()) for key, (label, cases) in rows.LISTS.items()]
        return super().get_context_data(**kwargs) | {
            "counts": counts,
            "chosen": chosen,
            "list_title": title,
            "can_propose": chosen in {"due", "overdue"},
            "rows": rows.rows_of(page),
            "page": page,
        }

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Propose what was ticked."""
        try:
            made = disposing.propose(request.POST.getlist("number"), by=signed_in(request))
        except disposing.NotDueError as found:
            stopped = list(found.stopped.items())[:TOLD]
            told = " ".join(f"{number}: {why.label}" for number, why in stopped)
            messages.error(request, _t("Nothing was proposed.") + " " + (told or _t("Tick some reports.")))
        except holds.NoSuchReportsError as absent:
            messages.error(request, _no_such(absent))
        except holds.TooManyError as most:
            messages.error(request, _t("No more than %(most)s reports at once.") % {"most": most.args[0]})
        else:
            messages.success(request, _t("It is proposed. Another records officer has to approve it."))
            return redirect("triage:disposal", made.pk)
        return redirect("triage:records")


class ScheduleView(RecordsPage):
    """Which row counts for each kind of report; and adding another."""

    template_name = "triage/records/schedule.html"
    page_title = _("Retention schedule")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        in_force, kinds = schedules.in_force(timezone.localdate()), schedules.kinds()
        history = RetentionSchedule.objects.select_related("added_by").order_by("-pk")[:PAGE]
        return {
            "form": ScheduleForm(),
            "kinds": [(label, in_force.get(key)) for key, label in kinds.items()],
            "history": [(kinds.get(row.key, row.key), row) for row in history],
            **super().get_context_data(**kwargs),
        }

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = ScheduleForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        schedules.add(by=signed_in(request), **form.cleaned_data)
        messages.success(request, _t("The row is added. Rows are never changed: a later one counts."))
        return redirect("triage:schedule")


class HoldsView(RecordsPage):
    template_name = "triage/records/holds.html"
    page_title = _("Legal holds")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = LegalHold.objects.select_related("by", "lifted_by").order_by("-since")
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        told = [(hold, holds.told(hold), hold.held.count()) for hold in page]
        return super().get_context_data(**kwargs) | {"holds": told, "page": page}


class AddHoldView(RecordsPage):
    template_name = "triage/records/add_hold.html"
    page_title = _("Put reports under a legal hold")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": HoldForm(), **super().get_context_data(**kwargs)}

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = HoldForm(request.POST)
        if form.is_valid():
            try:
                made = holds.hold(by=signed_in(request), **form.cleaned_data)
            except holds.NoSuchReportsError as absent:
                form.add_error("numbers", _no_such(absent))
            else:
                messages.success(request, _t("These reports are kept until the hold is lifted."))
                return redirect("triage:hold", made.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class HoldView(RecordsPage):
    template_name = "triage/records/hold.html"
    page_title = _("Legal hold")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hold = get_object_or_404(LegalHold.objects.select_related("by", "lifted_by"), pk=self.kwargs["hold"])
        numbers = hold.reports.order_by("number").values_list("number", flat=True)
        more = {"hold": hold, "told": holds.told(hold), "numbers": list(numbers)}
        return super().get_context_data(**kwargs) | more


@staff_only(Right.RECORDS)
@require_POST
def lift(request: HttpRequest, hold: Any) -> HttpResponseBase:
    found = get_object_or_404(LegalHold, pk=hold)
    holds.lift(found, by=signed_in(request))
    messages.success(request, _t("The hold is lifted. Its reports may be disposed of when they are due."))
    return redirect("triage:hold", found.pk)


def _no_such(absent: holds.NoSuchReportsError) -> str:
    names = ", ".join(absent.args[:TOLD])
    return _t("There is no report of this number, or it was disposed of: %(numbers)s.") % {"numbers": names}
