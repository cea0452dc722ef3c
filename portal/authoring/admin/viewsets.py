"""Which objects stand in the admin's menu, how they are listed and what their forms show."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.authoring.admin import views
from portal.authoring.admin.sending import NotOffered
from portal.authoring.desks import Desk
from portal.authoring.objects.terms import CountryList, Figure, Frame, GoodsKind, Question
from portal.authoring.objects.topics import AgencyTopic, Charges, EntryTopic, NextSteps, OpenPoints, Warnings
from portal.authoring.roles import LawPolicy, roles_of
from portal.authoring.scenarios.viewset import ScenarioViewSet

DESK = "desk"


class LawForm(WagtailAdminModelForm):
    """People choose among the desks they write for; who owns an object is an administrator's to change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if DESK in self.fields:
            roles = roles_of(self.for_user)
            field = self.fields[DESK]
            if not roles.administers:
                field.queryset = Desk.objects.filter(pk__in=roles.writes_for)
                field.disabled = self.instance.pk is not None
        if self.instance.pk is not None and "key" in self.fields:
            self.fields["key"].disabled = True


class LawViewSet(SnippetViewSet):
    """What all objects of the law have alike in the admin."""

    icon = "doc-full"
    list_display = ["__str__", "key", DESK, UpdatedAtColumn(), LiveStatusTagColumn()]
    list_filter = [DESK]
    list_per_page = 50
    inspect_view_enabled = True
    copy_view_enabled = False
    fields: tuple[str, ...] = ()
    """Shown in the form after the name and the desk."""

    index_view_class = views.IndexView
    add_view_class = views.CreateView
    edit_view_class = views.EditView
    delete_view_class = views.DeleteView
    usage_view_class = views.UsageView
    history_view_class = views.HistoryView
    inspect_view_class = views.InspectView
    revisions_compare_view_class = views.CompareView
    revisions_unschedule_view_class = views.UnscheduleView
    unpublish_view_class = NotOffered  # published law gets a last day instead
    lock_view_class = views.LockView
    unlock_view_class = views.UnlockView
    workflow_action_view_class = NotOffered
    collect_workflow_action_data_view_class = NotOffered
    confirm_workflow_cancellation_view_class = NotOffered
    workflow_history_view_class = views.WorkflowHistoryView
    workflow_history_detail_view_class = views.WorkflowHistoryDetailView

    def register_chooser_viewset(self) -> None:
        """Nothing chooses law, and a chooser would list drafts for whoever may enter the admin."""

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """The form of a group offers no rights of Django's: desks and roles decide, and nothing else."""
        return Permission.objects.none()

    @property
    def permission_policy(self) -> Any:
        return LawPolicy(self.model)

    @property
    def search_fields(self) -> list[str]:
        return [self.model.title_field, "key"]

    def get_edit_handler(self) -> Any:
        named = MultiFieldPanel(
            [FieldPanel("key"), FieldPanel(DESK), FieldPanel("position")],
            heading=_("Name and desk"),
            icon="key",
        )
        schedule = MultiFieldPanel([FieldPanel("go_live_at")], heading=_("Schedule"), icon="calendar-check")
        panels = [*(FieldPanel(name) for name in self.fields), named, schedule]
        return ObjectList(panels, base_form_class=LawForm).bind_to_model(self.model)


class EntryTopicViewSet(LawViewSet):
    model, icon = EntryTopic, "folder-open-inverse"
    fields = ("title", "about", "rules")


class AgencyViewSet(LawViewSet):
    model, icon = AgencyTopic, "group"
    fields = ("title", "url", "about", "ask", "rules")
    list_per_page = 100


class StepsViewSet(LawViewSet):
    model, icon = NextSteps, "list-ol"
    fields = ("title", "rules")


class ChargesViewSet(LawViewSet):
    model, icon = Charges, "order"
    fields = ("title", "rules")


class WarningsViewSet(LawViewSet):
    model, icon = Warnings, "warning"
    fields = ("title", "rules")


class OpenPointsViewSet(LawViewSet):
    model, icon = OpenPoints, "help"
    fields = ("title", "rules")


class FigureViewSet(LawViewSet):
    model, icon = Figure, "table"
    fields = ("title", "unit", "values")
    list_filter = [DESK, "unit"]
    list_per_page = 100


class QuestionViewSet(LawViewSet):
    model, icon = Question, "help"
    fields = (
        *("label", "kind", "group", "ask", "hint", "why", "how", "options"),
        *("can_choose", "derived", "derived_from", "open_point", "source"),
    )
    list_filter = [DESK, "kind"]
    list_per_page = 100


class GoodsKindViewSet(LawViewSet):
    model, icon = GoodsKind, "tag"
    fields = ("label", "aisle", "examples", "also", "hts", "assume", "ask")
    list_per_page = 100


class CountryListViewSet(LawViewSet):
    model, icon = CountryList, "globe"
    fields = ("title", "members", "source")


class FrameViewSet(LawViewSet):
    model, icon = Frame, "site"
    fields = (
        *("title", "covers_from", "covers_through", "agencies_from", "review_after_days"),
        *("strictness", "verdicts", "goals", "groups", "aisles", "countries"),
    )


LAW_VIEWSETS: tuple[type[LawViewSet], ...] = (
    EntryTopicViewSet,
    AgencyViewSet,
    FigureViewSet,
    QuestionViewSet,
    GoodsKindViewSet,
    CountryListViewSet,
    StepsViewSet,
    ChargesViewSet,
    WarningsViewSet,
    OpenPointsViewSet,
    FrameViewSet,
)


class LawGroup(SnippetViewSetGroup):
    """The menu of the law."""

    items = (*LAW_VIEWSETS, ScenarioViewSet)
    menu_label = _("Law")
    menu_name = "law"
    menu_icon = "openquote"
    menu_order = 100

    def get_submenu_items(self) -> list[Any]:
        """The kinds of objects, and what hooks add to them."""
        return [*super().get_submenu_items(), *(item() for item in hooks.get_hooks("register_law_menu_item"))]
