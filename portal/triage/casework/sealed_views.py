"""What is kept apart: evidence, taken as a file, and who sent the report, shown once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.accounts.stepup import confirmed_lately
from portal.reports.models import Evidence
from portal.triage.casework import evidence, handing_over, identity, reading
from portal.triage.casework.evidence import NotHarmlessError
from portal.triage.casework.forms import ReasonForm
from portal.triage.casework.pages import CONFLICT, UNPROCESSABLE, OfACase
from portal.triage.models import HandOver
from portal.triage.rights import Right
from portal.web.downloads import attachment

ONCE = "identity_page"


class OfAFile(OfACase):
    """A page or an act about one file of the evidence."""

    @cached_property
    def row(self) -> Evidence:
        return get_object_or_404(Evidence, pk=self.kwargs["file"], report=self.case.pk)

    def refused(self) -> HttpResponse:
        self.template_name = "triage/file_refused.html"
        return self.page(status=CONFLICT, file=self.row)


class CleanCopyView(OfAFile):
    """Send whoever asks on to the clean copy, at an address that is good for a minute."""

    rights = (Right.READ,)
    page_title = _("Clean copy")
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return redirect(evidence.take_clean(self.case, self.row, by=self.user))
        except NotHarmlessError:
            return self.refused()


class ReasonPage(OfACase):
    """Asks for a reason, and does nothing without one."""

    template_name = "triage/reason.html"
    button: Any = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(form=ReasonForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(status=UNPROCESSABLE, form=form)
        return self.act(form)

    def act(self, form: forms.Form) -> HttpResponseBase:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"button": self.button}


class OriginalView(ReasonPage, OfAFile):
    """A file as it was sent: it may hold what harms a computer or tells who took it."""

    rights = (Right.READ, Right.ORIGINALS)
    page_title = _("Evidence as it was sent")
    template_name = "triage/original.html"
    button = _("Take the original")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row.state != Evidence.State.CLEAN:
            return self.refused()
        return super().get(request, *args, **kwargs)

    def act(self, form: forms.Form) -> HttpResponseBase:
        reason = form.cleaned_data["reason"]
        try:
            return redirect(evidence.take_original(self.case, self.row, by=self.user, reason=reason))
        except NotHarmlessError:
            return self.refused()


@method_decorator(confirmed_lately, name="dispatch")
class IdentityView(ReasonPage):
    """Who sent the report, in the answer to the reason and nowhere else: to see it again, ask again."""

    rights = (Right.READ, Right.IDENTITY)
    page_title = _("Who sent it")
    template_name = "triage/identity.html"
    button = _("Show who sent it")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(form=ReasonForm(), **self.asked_anew())

    def asked_anew(self) -> dict[str, Any]:
        """A page that is sent a second time, as by a refresh, opens nothing."""
        once = self.request.session[ONCE] = get_random_string(22)
        return {"once": once, "is_named": identity.is_known(self.case)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form, known = ReasonForm(request.POST), request.session.pop(ONCE, "")
        if not form.is_valid():
            return self.page(status=UNPROCESSABLE, form=form, **self.asked_anew())
        if not known or not constant_time_compare(known, request.POST.get("once", "")):
            return self.page(status=CONFLICT, form=form, was_shown=True, **self.asked_anew())
        return self.act(form)

    def act(self, form: forms.Form) -> HttpResponseBase:
        try:
            told = identity.open_identity(self.case, by=self.user, reason=form.cleaned_data["reason"])
        except identity.NoIdentityError:
            return self.page(status=CONFLICT, form=form, **self.asked_anew())
        return self.page(rows=reading.identity_rows(told), is_named=True)


class OfAHandOver(OfACase):
    has_identity = False

    @cached_property
    def kept(self) -> HandOver:
        rows = HandOver.objects.select_related("case", "office")
        return get_object_or_404(
            rows, pk=self.kwargs["file"], case=self.case.pk, has_identity=self.has_identity
        )

    def answer(self, reason: str = "") -> HttpResponseBase:
        body = handing_over.take(self.kept, by=self.user, reason=reason)
        return attachment([body], f"{self.case.report.number}.{self.kept.format}")


class HandOverFileView(OfAHandOver):
    """A file that was made for an office, to be saved."""

    rights = (Right.READ, Right.WORK)
    page_title = _("Hand-over file")
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.answer()


@method_decorator(confirmed_lately, name="dispatch")
class IdentityFileView(ReasonPage, OfAHandOver):
    """The same for a file that says who sent the report."""

    rights = (Right.READ, Right.WORK, Right.IDENTITY)
    page_title = _("Hand-over file with who sent it")
    template_name = "triage/identity_file.html"
    button = _("Take the file")
    has_identity = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(form=ReasonForm(), kept=self.kept)

    def act(self, form: forms.Form) -> HttpResponseBase:
        return self.answer(form.cleaned_data["reason"])
