"""Wagtail's own views of one object, made to ask for the rights on this object and to lose nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Revision
from wagtail.snippets.views import snippets

from portal.authoring.admin.merging import merge
from portal.authoring.admin.reading import read_back
from portal.authoring.admin.sending import Comparing, History, NewVersions, number_in
from portal.authoring.exchange.buttons import ExchangeButtons
from portal.authoring.review.approving import unschedule


class OfThisObject:
    """Rights are those on this very object, not on some object of its kind."""

    permission_policy: Any
    request: Any

    def user_has_permission(self, permission: str) -> bool:
        # A draft may name another desk; until that is published the object is that of its own desk.
        found = getattr(self, "live_object", None) or getattr(self, "object", None)
        user = self.request.user
        if found is None or found.pk is None:
            return bool(self.permission_policy.user_has_permission(user, permission))
        if self.permission_policy.user_has_permission_for_instance(user, permission, found):
            return True
        task = found.current_workflow_task if permission == "change" else None
        return bool(task and task.user_can_access_editor(found, user))

    def user_has_any_permission(self, permissions: Any) -> bool:
        return any(self.user_has_permission(permission) for permission in permissions)


class ReadsBackPanel(BaseSidePanel):
    """Every rule of the saved draft as sentences, beside its form."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Show how the rules read")
        icon_name = "openquote"

    name = "reads"
    title = gettext_lazy("How it reads")
    template_name = "authoring/reads_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> Any:
        return super().get_context_data(parent_context) | {"rules": read_back(self.object)}


class IndexView(snippets.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().to_be_listed()


class OnlySaves(NewVersions):
    """A form saves a draft, and whatever else is sent by hand with it (publish, submit …) is passed over."""

    actions: list[str]

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.saving_as_draft = False  # checked in full: what cannot be true cannot be saved

    def get_available_actions(self) -> list[str]:
        return self.actions


class CreateView(OnlySaves, snippets.CreateView):
    pass


class EditView(OfThisObject, OnlySaves, ExchangeButtons, snippets.EditView):
    """A draft is saved whole or not at all, and never over somebody else's unseen work."""

    def form_valid(self, form: Any) -> Any:
        """Save under a lock, so that of two who save at once the second one sees the first one's version."""
        with transaction.atomic():
            held = self.model._default_manager.select_for_update().get(pk=self.object.pk)
            lock = held.get_lock()
            if lock and lock.for_user(self.request.user):
                self.produced_error_code = "locked"
                self.produced_error_message = _("It was submitted or locked meanwhile, so it was not saved.")
                return self.form_invalid(form)
            seen = number_in(self.request.POST.get("loaded_revision_id", ""))
            meanwhile = held.latest_revision_id and held.latest_revision_id != seen
            if meanwhile and (clashes := self._take_theirs(form, held, seen)):
                return self._show_clashes(form, held, clashes)
            return super().form_valid(form)

    def _take_theirs(self, form: Any, held: Any, seen: int | None) -> tuple[str, ...]:
        """Put what others saved meanwhile into the form's object; return what both changed.

        Where nobody knows at which version the form began, all that differs counts as changed by both.
        """
        mine, theirs = form.instance, held.latest_revision.as_object()
        base = held.revisions.filter(pk=seen).first()
        names = [name for name in form.fields if name in {field.name for field in mine._meta.fields}]
        merged = merge(base.as_object() if base else type(mine)(), theirs, mine, names)
        for name, value in merged.values.items():
            setattr(mine, name, value)
        mine.latest_revision = held.latest_revision
        if not merged.clashes:
            who = held.latest_revision.user
            messages.info(
                self.request, _("Your changes and those of %(who)s were put together.") % {"who": who}
            )
        return merged.clashes

    def _show_clashes(self, form: Any, held: Any, clashes: tuple[str, ...]) -> Any:
        """The form again, with mine where both changed something and theirs everywhere else."""
        revision: Revision = held.latest_revision
        message = _(
            "Not saved yet: %(who)s changed the same (%(what)s) meanwhile. The form shows yours there, and "
            "their other changes. Compare in the history; save again to keep yours."
        )
        messages.error(self.request, message % {"who": revision.user, "what": ", ".join(clashes)})
        self.object = form.instance
        self.__dict__.pop("latest_revision", None)
        self.__dict__.pop("latest_revision_created_at", None)
        self.form = self.get_form_class()(instance=form.instance, for_user=self.request.user)
        return self.render_to_response(self.get_context_data())

    def get_editing_sessions(self) -> Any:
        """Who else is at it. Not that somebody saved: Wagtail would say that theirs is overwritten."""
        sessions = super().get_editing_sessions()
        sessions.revision_id = sessions.revision_created_at = None
        return sessions

    def get_side_panels(self) -> Any:
        return MediaContainer([*super().get_side_panels(), ReadsBackPanel(self.object, self.request)])


class DeleteView(OfThisObject, snippets.DeleteView):
    pass


class UsageView(OfThisObject, snippets.UsageView):
    permission_required = "view"


class HistoryView(History, OfThisObject, snippets.HistoryView):
    any_permission_required = ["view"]


class InspectView(OfThisObject, ExchangeButtons, snippets.InspectView):
    """The whole object to read: its rules as sentences."""

    any_permission_required = ["view"]
    template_name = "authoring/read.html"
    page_title = gettext_lazy("Read")

    def get_context_data(self, **kwargs: Any) -> Any:
        return super().get_context_data(**kwargs) | {"rules": read_back(self.object.draft())}


class CompareView(Comparing, OfThisObject, snippets.RevisionsCompareView):
    permission_required = "view"


class UnscheduleView(OfThisObject, snippets.RevisionsUnscheduleView):
    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """What is taken out of the schedule loses its approval as well."""
        unschedule(self.object, by=request.user)
        return super().post(request, *args, **kwargs)


class LockView(OfThisObject, snippets.LockView):
    pass


class UnlockView(OfThisObject, snippets.UnlockView):
    def user_has_permission(self, permission: str) -> bool:
        own = self.object.locked_by_id == self.request.user.pk
        return own or super().user_has_permission(permission)


class WorkflowHistoryView(OfThisObject, snippets.WorkflowHistoryView):
    permission_required = "view"


class WorkflowHistoryDetailView(OfThisObject, snippets.WorkflowHistoryDetailView):
    permission_required = "view"
