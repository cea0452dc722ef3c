"""The notices beside the report and the other doors, in one menu of the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.reports.notices import LegalNotice, OtherDoor


class BesideTheReport(SnippetViewSet):
    """Nothing chooses these from elsewhere: the report shows all of them."""

    search_backend_name = None
    fields: tuple[str, ...] = ()

    def register_chooser_viewset(self) -> None:
        """None is offered."""

    def get_edit_handler(self) -> Any:
        return ObjectList([FieldPanel(name) for name in self.fields]).bind_to_model(self.model)


class NoticeViewSet(BesideTheReport):
    model = LegalNotice
    icon = "warning"
    list_display = ["title", "number", "valid_until", "checked_on", "live"]
    search_fields = ["title", "text", "key"]
    fields = ("title", "key", "text", "number", "valid_until", "source_url", "checked_on", "position", "live")


class DoorViewSet(BesideTheReport):
    model = OtherDoor
    icon = "link-external"
    list_display = ["title", "url", "phone", "position"]
    search_fields = ["title", "what_happens", "key"]
    fields = ("title", "key", "what_happens", "url", "phone", "position")


class ReportNotices(SnippetViewSetGroup):
    menu_label = _("Report notices")
    menu_name = "report-notices"
    menu_icon = "warning"
    menu_order = 220
    items = (NoticeViewSet, DoorViewSet)


register_snippet(ReportNotices)
