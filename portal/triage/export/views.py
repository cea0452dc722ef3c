"""The page from which reports are exported."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.stepup import confirmed_lately
from portal.triage.access import signed_in
from portal.triage.export import services
from portal.triage.export.forms import ExportForm
from portal.triage.pages import StaffPage
from portal.triage.rights import Right
from portal.web.downloads import attachment


@method_decorator(confirmed_lately, name="dispatch")
class ExportView(StaffPage):
    """Choose reports, say why, and get the file.

    What was chosen elsewhere stands in the address: ``?numbers=TVR-…``, ``?of=`` a query of the queue, or
    ``?search=`` the key of a saved search.
    """

    rights = (Right.EXPORT,)
    template_name = "triage/export/export.html"
    page_title = gettext_lazy("Export reports")
    header_icon = "download"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given = {
            name: request.GET[name]
            for name in ("of", "search", "state", "category", "since", "until")
            if request.GET.get(name)
        }
        numbers = " ".join(request.GET.getlist("numbers"))
        return self._shown(ExportForm(by=signed_in(request), initial=given | {"numbers": numbers}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        by = signed_in(request)
        form = ExportForm(request.POST, by=by)
        if not (form.is_valid() and form.chosen):
            return self._shown(form, status=422)
        told = form.cleaned_data
        try:
            made = services.export(
                form.chosen, by=by, kind=told["format"], parts=told["parts"], reason=told["reason"]
            )
        except services.TooManyError as why:
            form.add_error(None, str(why))
        except services.NothingChosenError:
            form.add_error(None, _("There is no such report."))
        else:
            return attachment(made.pieces, made.name)
        return self._shown(form, status=422)

    def _shown(self, form: ExportForm, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "most": f"{services.MOST_ROWS:,}",
            "most_senders": services.MOST_SENDERS,
        }
        return self.render_to_response(self.get_context_data(**context), status=status)
