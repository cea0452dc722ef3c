"""Scenarios in the admin: their form, their list and their pages."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import register_comparison_class
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.authoring.objects.fields import TicksField
from portal.authoring.scenarios import views
from portal.authoring.scenarios.editing import ScenarioForm
from portal.authoring.scenarios.fields import ShipmentField
from portal.authoring.scenarios.listing import IndexView, ScenarioFilterSet, StandingColumn
from portal.authoring.scenarios.models import EXPECTED, Scenario, label_of
from portal.authoring.scenarios.policy import ScenarioPolicy
from portal.authoring.scenarios.versions import ShipmentComparison, TicksComparison

register_comparison_class(TicksField, comparison_class=TicksComparison)
register_comparison_class(ShipmentField, comparison_class=ShipmentComparison)


class ScenarioViewSet(SnippetViewSet):
    model = Scenario
    icon = "clipboard-list"
    list_display = [
        "__str__",
        StandingColumn("standing", label=_("On the newest edition")),
        "owner",
        UpdatedAtColumn(),
    ]
    list_per_page = 50
    filterset_class = ScenarioFilterSet
    search_fields = ["key", "title", "because", "source"]
    inspect_view_enabled = True
    copy_view_enabled = True

    index_view_class = IndexView
    add_view_class = views.CreateView
    copy_view_class = views.CopyView
    edit_view_class = views.EditView
    delete_view_class = views.DeleteView
    usage_view_class = views.UsageView
    history_view_class = views.HistoryView
    inspect_view_class = views.InspectView
    revisions_compare_view_class = views.CompareView

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """The form of a group offers no rights of Django's: the roles of the law decide, and nothing else."""
        return Permission.objects.none()

    @property
    def permission_policy(self) -> Any:
        return ScenarioPolicy(self.model)

    def get_edit_handler(self) -> Any:
        lines = {"must_cite": AdminAutoHeightTextInput}
        expected = [FieldPanel(name, heading=label_of(name), widget=lines.get(name)) for name in EXPECTED]
        why = [FieldPanel("because"), FieldPanel("source"), FieldPanel("owner")]
        panels = [
            FieldPanel("title"),
            FieldPanel("key"),
            FieldPanel("shipment", heading=label_of("shipment"), icon="list-ul"),
            MultiFieldPanel(expected, heading=_("What the answer has to be"), icon="tick"),
            MultiFieldPanel(why, heading=_("Why this is right"), icon="openquote"),
        ]
        return ObjectList(panels, base_form_class=ScenarioForm).bind_to_model(self.model)

    def register_chooser_viewset(self) -> None:
        """Nothing chooses a scenario, and a chooser would list them for whoever may enter the admin."""

    @property
    def from_answer_view(self) -> Any:
        """The form filled in from an answer page (``authoring:scenario_from_answer``)."""
        return self.construct_view(views.FromAnswerView, **self.get_add_view_kwargs())
