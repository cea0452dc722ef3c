"""What the pages of one report share: its case, the way back to it, and acts that are sent from a form."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.triage.access import signed_in
from portal.triage.casework import reading, timeline
from portal.triage.casework.forms import ActForm
from portal.triage.changing import NoSuchMoveError, NotGivenError, StaleError
from portal.triage.models import Case
from portal.triage.pages import StaffPage

CONFLICT, UNPROCESSABLE = 409, 422
WITH = ("report", "officer", "team", "office", "into__report")


class OfACase(StaffPage):
    """A page about one report, found by its number."""

    @cached_property
    def case(self) -> Case:
        return get_object_or_404(Case.objects.select_related(*WITH), report__number=self.kwargs["number"])

    @property
    def user(self) -> User:
        return signed_in(self.request)

    def case_url(self, fragment: str = "") -> str:
        return reverse("triage:case", args=[self.kwargs["number"]]) + (f"#{fragment}" if fragment else "")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *before, here = super().get_breadcrumbs_items()
        return [*before, {"url": self.case_url(), "label": self.kwargs["number"]}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"case": self.case, "case_url": self.case_url()}

    def page(self, *, status: int = 200, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=status)


class ActPage(OfACase):
    """A form for one act. What was typed stays on the page until the act is done."""

    template_name = "triage/act.html"
    form_class: ClassVar[type[ActForm]]
    button: Any = _("Save")
    done: Any = ""
    fragment = ""

    def act(self, form: ActForm) -> None:
        """Do it. May raise what `changing.changing` and `moving.move` raise."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        return {}

    def form(self, data: Any = None) -> ActForm:
        now = {"seen": self.case.version, "since": now_seconds()}
        return self.form_class(data, initial=self.initial() | now, case=self.case)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen, since = request.GET.get("seen", ""), moment_of(request.GET.get("since", ""))
        is_older = seen.isdecimal() and int(seen) < self.case.version and since is not None
        changes = timeline.changes_since(self.case, since) if is_older and since else []
        return self.page(form=self.form(), changes=changes)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(status=UNPROCESSABLE, form=form)
        if (answer := self.before(form)) is not None:
            return answer
        try:
            self.act(form)
        except NotGivenError as missing:
            name = str(missing.args[0])
            form.add_error(name if name in form.fields else None, _("This is needed."))
            return self.page(status=UNPROCESSABLE, form=form)
        except (StaleError, NoSuchMoveError):
            return self.conflict(form)
        messages.success(request, self.told_done())
        return redirect(self.case_url(self.fragment))

    def told_done(self) -> str:
        """What is said above the report once it is done."""
        return str(self.done)

    def before(self, form: ActForm) -> HttpResponseBase | None:
        """Something else than the act that the form may have been sent for."""
        return None

    def conflict(self, form: ActForm) -> HttpResponse:
        """Somebody was faster: say what changed, keep what was typed, and let it be sent once more."""
        since = moment_of(form.cleaned_data["since"]) or timezone.now()
        del self.case
        data = cast("QueryDict", form.data).copy()
        data["seen"], data["since"] = str(self.case.version), str(now_seconds())
        form.data = data
        changes = timeline.changes_since(self.case, since)
        return self.page(status=CONFLICT, form=form, changes=changes, is_stale=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"button": self.button, "changes": [], "is_stale": False, "lead": ""}
        told["category"] = reading.category_words(self.case.report.category)
        return told | super().get_context_data(**kwargs)


def now_seconds() -> float:
    return timezone.now().timestamp()


def moment_of(seconds: str | float) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(seconds), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
