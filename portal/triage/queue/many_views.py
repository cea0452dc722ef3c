"""Change many reports at once: choose, see what would change, confirm, take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.triage.access import signed_in
from portal.triage.changing import NotGivenError
from portal.triage.models import BulkChange, Case
from portal.triage.pages import StaffPage
from portal.triage.queue import bulk, choices, finding, undoing
from portal.triage.queue.filters import Asker, FilterForm
from portal.triage.queue.forms import ManyForm
from portal.triage.rights import Right

SALT = "portal.triage.many"
SHOWN = 20
"""Of the changes made before."""


class ManyView(StaffPage):
    """From the queue come the chosen reports, or the query of all that were found."""

    rights = (Right.LEAD,)
    template_name = "triage/many.html"
    page_title = gettext_lazy("Change many reports")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = BulkChange.objects.select_related("by")[:SHOWN]
        return super().get_context_data(**kwargs) | {
            "made": [(change, bulk.What(change.what).label, undoing.can_be_undone(change)) for change in made]
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        cases = self._cases()
        if not cases:
            messages.warning(request, _("Choose at least one report."))
            return redirect("triage:queue")
        form = ManyForm(request.POST if "what" in request.POST else None)
        if "what" not in request.POST or not form.is_valid():
            return self._shown(form, cases, status=422 if form.is_bound else 200)
        if "confirm" not in request.POST:
            return self._shown(form, cases, bulk.preview(form.wanted, cases))
        return self._done(form, cases)

    def _done(self, form: ManyForm, cases: list[Case]) -> HttpResponseBase:
        try:
            seen = signing.loads(self.request.POST["seen"], salt=SALT)
            made = bulk.change(form.wanted, seen, by=signed_in(self.request))
        except (signing.BadSignature, KeyError, ValueError, NotGivenError):
            messages.error(self.request, _("That could not be done. Look at what would change once more."))
            return self._shown(form, cases, bulk.preview(form.wanted, cases), status=422)
        return redirect("triage:many_done", made.pk)

    def _cases(self) -> list[Case]:
        """At most as many as can be changed at once, whichever way they were chosen."""
        if self.request.POST.get("all"):
            form = FilterForm(QueryDict(self.request.POST.get("query", "")), offered=choices.offered())
            if not form.is_valid():
                return []
            asker = Asker(signed_in(self.request), timezone.now())
            return finding.with_phrases(form, finding.cases_for(form, asker, most=bulk.MOST))
        try:
            return bulk.cases_of(self.request.POST.getlist("chosen"))
        except ValueError:  # no keys of cases
            return []

    def _shown(
        self, form: ManyForm, cases: list[Case], shown: bulk.Preview | None = None, status: int = 200
    ) -> HttpResponseBase:
        context = self.get_context_data(
            form=form,
            chosen=cases,
            preview=shown,
            seen=signing.dumps(shown.seen, salt=SALT, compress=True) if shown else "",
            most=bulk.MOST,
        )
        return self.render_to_response(context, status=status)


class ManyDoneView(StaffPage):
    """What was changed, what was not and why, and the way back."""

    rights = (Right.LEAD,)
    template_name = "triage/many_done.html"

    def get_page_title(self) -> str:
        return _("A change of many")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = get_object_or_404(
            BulkChange.objects.select_related("by", "undone_by"), pk=self.kwargs["change"]
        )
        return super().get_context_data(**kwargs) | {
            "made": made,
            "what": bulk.What(made.what).label,
            "can_be_undone": undoing.can_be_undone(made),
            "until": made.at + undoing.KEPT,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        made = get_object_or_404(BulkChange, pk=self.kwargs["change"])
        try:
            undoing.undo(made, by=signed_in(request))
        except undoing.TooLateError:
            messages.error(request, _("It was taken back already, or it is too long ago."))
        return redirect("triage:many_done", made.pk)
