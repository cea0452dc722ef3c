"""Teams, tags and offices in the admin: kept by leads, and what reports hang on is not deleted."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.accounts.models import User
from portal.triage.models import Case, Office, SavedSearch, Tag, Team
from portal.triage.rights import Right, may, people_with

DELETE = "delete"


class LeadPolicy(BasePermissionPolicy):
    """Whoever leads may do everything, but delete what is in use. Nobody else even looks."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return may(user, Right.LEAD)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return may(user, Right.LEAD) and not (action == DELETE and is_used(instance))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return may(user, Right.LEAD)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows if may(user, Right.LEAD) else rows.none()

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        return people_with(Right.LEAD)


def is_used(what: Any) -> bool:
    """Whether a report or a search that routes hangs on a team, a tag or an office."""
    if isinstance(what, Team):
        return what.cases.exists() or SavedSearch.objects.filter(give_team=what).exists()
    if isinstance(what, Tag):
        return what.cases.exists() or SavedSearch.objects.filter(give_tags=what).exists()
    return Case.objects.filter(office=what).exists()


class TeamForm(WagtailAdminModelForm):
    """Only who may read reports can be a member."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = people_with(Right.READ)


class DeleteUnused(snippets.DeleteView):
    """Wagtail asks for the right to delete anything; what is in use is refused here."""

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        found = super().get_object(queryset)
        if not self.user_has_permission_for_instance(DELETE, found):
            raise PermissionDenied
        return found


class KeptByLeads(SnippetViewSet):
    """Nothing chooses these by Wagtail's choosers, and groups are offered no rights of Django's to them."""

    search_backend_name = None
    copy_view_enabled = False
    delete_view_class = DeleteUnused
    list_per_page = 50
    fields: tuple[Any, ...] = ()
    form: type[WagtailAdminModelForm] = WagtailAdminModelForm

    @property
    def permission_policy(self) -> LeadPolicy:
        return LeadPolicy(self.model)

    def register_chooser_viewset(self) -> None:
        """None is offered."""

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()

    def get_edit_handler(self) -> Any:
        panels = [FieldPanel(name) for name in self.fields]
        return ObjectList(panels, base_form_class=self.form).bind_to_model(self.model)


class TeamViewSet(KeptByLeads):
    model = Team
    icon = "group"
    list_display = ["name"]
    search_fields = ["name"]
    fields = ("name", "members")
    form = TeamForm


class TagViewSet(KeptByLeads):
    model = Tag
    icon = "tag"
    list_display = ["name"]
    search_fields = ["name"]
    fields = ("name",)


class OfficeViewSet(KeptByLeads):
    model = Office
    icon = "site"
    list_display = ["name", "key", "live"]
    search_fields = ["name", "key"]
    fields = ("name", "key", "how", "live")


class TeamsAndOffices(SnippetViewSetGroup):
    menu_label = _("Teams and offices")
    menu_name = "teams-and-offices"
    menu_icon = "group"
    menu_order = 215
    items = (TeamViewSet, TagViewSet, OfficeViewSet)
