"""A report goes to an office, or into another report."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from portal.accounts.stepup import confirmed_lately
from portal.reports import services as reports
from portal.triage import services
from portal.triage.casework import handing_over, identity, reading
from portal.triage.casework.act_views import PREVIEW, MoveView
from portal.triage.casework.forms import ActForm, HandOverForm, IdentityHandOverForm
from portal.triage.casework.pages import CONFLICT, UNPROCESSABLE, ActPage
from portal.triage.models import Case
from portal.triage.rights import Right, may
from portal.triage.states import Action

INTO = "into"


class ReferView(MoveView):
    """Refer, and make the files for the office in the same act."""

    def act(self, form: ActForm) -> None:
        told = form.cleaned_data
        handing_over.refer(
            self.case, by=self.user, office=told["office"], reason=told["reason"], seen=told["seen"]
        )


class HandOverView(ActPage):
    """What was made for offices, and making it anew, as after the sender wrote more."""

    rights: ClassVar[tuple[Right, ...]] = (Right.READ, Right.WORK)
    page_title = _("Hand-over files")
    template_name = "triage/hand_over.html"
    form_class: ClassVar[type[ActForm]] = HandOverForm
    button = _("Make new files")
    done = _("The files are made.")

    def before(self, form: ActForm) -> HttpResponseBase | None:
        """Without an office there is nobody to make files for, and the page says so."""
        return None if self.case.office else self.page(status=CONFLICT, form=form)

    def act(self, form: ActForm) -> None:
        handing_over.hand_over(self.case, by=self.user, seen=form.cleaned_data["seen"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "kept": handing_over.kept_of(self.case),
            "is_named": identity.is_known(self.case),
            "may_open_identity": may(self.user, Right.IDENTITY),
        }


@method_decorator(confirmed_lately, name="dispatch")
class IdentityHandOverView(HandOverView):
    """The same with who sent the report, for a reason."""

    rights = (Right.READ, Right.WORK, Right.IDENTITY)
    page_title = _("Hand-over files with who sent it")
    form_class = IdentityHandOverForm
    button = _("Make files with who sent it")

    def act(self, form: ActForm) -> None:
        told = form.cleaned_data
        handing_over.hand_over_identity(self.case, by=self.user, reason=told["reason"], seen=told["seen"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"with_identity": True}


class MergeView(MoveView):
    """Both reports side by side, once the other one is chosen; and the move."""

    template_name = "triage/merge.html"

    def initial(self) -> dict[str, Any]:
        return {INTO: self.request.GET.get(INTO, "")}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The button “Show both” needs the number alone; what else was typed stays."""
        if PREVIEW not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.form(request.POST)
        for name in set(form.errors) - {INTO}:
            del form.errors[name]
        return self.page(form=form, status=UNPROCESSABLE if form.errors else 200)

    def other(self) -> Case | None:
        """The other report of an address or of what was sent; opened, which the audit tells."""
        typed = self.request.POST.get(INTO) or self.request.GET.get(INTO) or ""
        number = typed.strip().upper()
        found = Case.objects.select_related("report", "into__report").filter(report__number=number).first()
        return None if found is None or found.pk == self.case.pk else found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = super().get_context_data(**kwargs)
        other = self.other() if told["is_possible"] else None
        if other is None:
            return told | {"other": None}
        other = services.look(other, by=self.user)
        return told | {"other": other, "columns": [self._column(self.case), self._column(other)]}

    def _column(self, case: Case) -> dict[str, Any]:
        answers = reports.answers_of(case.report)
        return {"number": case.report.number, "case": case, "sections": reading.sections(answers)}


VIEWS = {Action.REFER: ReferView, Action.MERGE: MergeView}
"""The moves that have a page of their own."""
