"""What the room adds to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from portal.authoring import urls
from portal.authoring.admin.sending import BulkDelete
from portal.authoring.admin.viewsets import LawGroup
from portal.authoring.exchange.taking import IMPORTED
from portal.authoring.objects.base import LawObject
from portal.authoring.overview import home
from portal.authoring.review.notices import gate_url
from portal.authoring.review.publishing import WITHHELD
from portal.authoring.scenarios.settling import SETTLED, SettledFormatter

register_snippet(LawGroup)
hooks.register("register_law_menu_item", home.rules_item)
hooks.register("register_law_menu_item", home.reviews_item)
hooks.register("construct_homepage_panels", home.reviews_panel)
# Behind Wagtail's own, in whose place it stands.
hooks.register("register_bulk_action", BulkDelete, order=1)

NOT_OFFERED = {
    *("action-publish", "action-unpublish", "action-submit"),
    *("action-restart-workflow", "action-cancel-workflow"),
}
"""Of Wagtail's own buttons: law is checked, submitted and approved on the page of the gate."""


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("law/", include(urls))]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(WITHHELD, _("Withhold"), _("Withheld from its schedule"))
    actions.register_action(IMPORTED, _("Import"), _("Imported from a file"))
    actions.register_action(SETTLED)(SettledFormatter)


class CheckMenuItem(ActionMenuItem):
    """The way from the editor to the page of the gate."""

    name = "action-check"
    label = _("Check, submit or approve")
    icon_name = "tasks"
    order = 5

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit"

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return gate_url(parent_context["instance"])


@hooks.register("construct_snippet_action_menu")
def law_actions(menu_items: list[Any], request: Any, context: dict[str, Any]) -> None:
    """Save stands first; where the draft is locked, the way to the gate."""
    if issubclass(context["model"], LawObject):
        kept = [item for item in menu_items if item.name not in NOT_OFFERED]
        if context["view"] == "edit":
            place = 0 if context.get("locked_for_user") else 1
            kept.insert(place, CheckMenuItem())
        menu_items[:] = kept


@hooks.register("insert_global_admin_css")
def law_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/law-admin.css"))
