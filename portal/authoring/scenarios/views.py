"""Wagtail's own views of scenarios: nothing is saved unseen, and a saved one says whether it passes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.views import snippets

from portal.authoring import trying
from portal.authoring.admin.sending import Comparing, History, NewVersions, number_in
from portal.authoring.objects.base import LawObject
from portal.authoring.review.notices import gate_url
from portal.authoring.scenarios.from_answer import problems, scenario_of
from portal.authoring.scenarios.models import Scenario
from portal.authoring.scenarios.reading import read_scenario
from portal.authoring.scenarios.standing import faults_now
from portal.authoring.views import law_object
from portal.rulebook.queries import answering_with


class Saves(NewVersions):
    """What is saved was meant to be saved, and whoever saved it hears at once if it fails."""

    request: Any
    object: Any

    def save_action(self) -> Any:
        response = super().save_action()  # type: ignore[misc]
        if not self.object.made_for and (faults := faults_now([self.object])[self.object.pk]):
            says = _("The newest edition answers otherwise: %(faults)s")
            messages.warning(self.request, says % {"faults": " ".join(faults)})
        return response


class CreateView(Saves, snippets.CreateView):
    pass


class CopyView(Saves, snippets.CopyView):
    def get_initial_form_instance(self) -> Scenario:
        """The same answers and expectations, for whoever copies them and for everybody."""
        copied: Scenario = super().get_initial_form_instance()
        copied.pk = copied.latest_revision = copied.owner = None
        copied.made_for = copied.starter_sha256 = ""
        copied._state.adding = True
        return copied


class EditView(Saves, snippets.EditView):
    def form_valid(self, form: Any) -> Any:
        """Save under a lock: of two who save at once, the second one looks at the first one's version."""
        with transaction.atomic():
            held = Scenario.objects.select_for_update().get(pk=self.object.pk)
            seen = self.request.POST.get("loaded_revision_id", "")
            if seen and str(held.latest_revision_id) != seen:
                self.produced_error_code = "changed"
                says = _("Not saved: %(who)s changed it meanwhile. Look at the history, then save again.")
                self.produced_error_message = says % {"who": held.latest_revision.user or _("somebody")}
                return self.form_invalid(form)
            return super().form_valid(form)


class DeleteView(snippets.DeleteView):
    def user_has_permission(self, permission: str) -> bool:
        """Rights are those on this very scenario."""
        return self.user_has_permission_for_instance(permission, self.object)


class UsageView(snippets.UsageView):
    permission_required = "view"


class HistoryView(History, snippets.HistoryView):
    any_permission_required = ["view"]


class CompareView(Comparing, snippets.RevisionsCompareView):
    permission_required = "view"


class InspectView(snippets.InspectView):
    """The scenario to read, in words."""

    any_permission_required = ["view"]
    template_name = "authoring/scenario.html"

    def get_context_data(self, **kwargs: Any) -> Any:
        return super().get_context_data(**kwargs) | {"read": read_scenario(self.object)}


class FromAnswerView(CreateView):
    """The form of a new scenario, filled in from the address of an answer page."""

    @property
    def draft(self) -> LawObject | None:
        found: LawObject | None = self.kwargs["draft"]
        return found

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        for says in problems(request.GET):
            messages.warning(request, says)
        return super().get(request, *args, **kwargs)

    def get_initial_form_instance(self) -> Scenario:
        return scenario_of(self.request.GET, self.draft)

    def get_add_url(self) -> str:
        return str(self.request.get_full_path())

    def get_success_url(self) -> str:
        return gate_url(self.draft) if self.draft is not None else str(super().get_success_url())


def scenario_from_answer(request: HttpRequest) -> HttpResponseBase:
    """One click from any answer page: its address, with this page's path in front.

    With ``?draft=model/pk`` everything is read and answered under the law with that draft.
    """
    draft = named_draft(request)
    if draft is None:
        return _from_answer(request, None)
    try:
        loaded = trying.loaded_draft(draft)
    except trying.NotReadyError as fault:
        messages.error(request, str(fault))
        return redirect(gate_url(draft))
    with answering_with(loaded):
        return _from_answer(request, draft)


def named_draft(request: HttpRequest) -> LawObject | None:
    """The draft that the address names; raises 404 when there is none such, or ``PermissionDenied``."""
    name = request.GET.get(trying.DRAFT, "")
    if not name:
        return None
    model_name, _slash, pk = name.partition("/")
    number = number_in(pk)
    if number is None:
        raise Http404
    return law_object(request, model_name, number).draft()


def _from_answer(request: HttpRequest, draft: LawObject | None) -> HttpResponseBase:
    response: Any = Scenario.snippet_viewset.from_answer_view(request, draft=draft)
    # The form asks for the law when it is rendered, so it is rendered here, under that law.
    return response.render() if isinstance(response, TemplateResponse) else response
