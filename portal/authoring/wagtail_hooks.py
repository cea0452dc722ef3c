"""What the room adds to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.authoring import urls
from portal.authoring.admin.viewsets import LawGroup
from portal.authoring.objects.base import LawObject
from portal.authoring.review.publishing import WITHHELD
from portal.authoring.scenarios.settling import SETTLED, SettledFormatter
from portal.authoring.scenarios.viewset import ScenarioViewSet

register_snippet(LawGroup)
register_snippet(ScenarioViewSet)

NOT_OFFERED = {"action-publish", "action-unpublish", "action-submit", "action-restart-workflow"}
"""Of Wagtail's own buttons: law is checked, submitted and approved on the page of the gate."""


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("law/", include(urls))]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(WITHHELD, _("Withhold"), _("Withheld from its schedule"))
    actions.register_action(SETTLED)(SettledFormatter)


@hooks.register("construct_snippet_action_menu")
def law_actions(menu_items: list[Any], request: Any, context: dict[str, Any]) -> None:
    if issubclass(context["model"], LawObject):
        menu_items[:] = [item for item in menu_items if item.name not in NOT_OFFERED]


@hooks.register("insert_global_admin_css")
def law_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/law-admin.css"))
