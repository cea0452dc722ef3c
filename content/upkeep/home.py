"""What editors read on the first page of the admin: how many pages they have to look at, and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from content.upkeep.reasons import counted, pages_to_look_at
from content.upkeep.report import report_url


def may_change_pages(user: Any) -> bool:
    return bool(page_permission_policy.user_has_permission(user, "change"))


class PagesToLookAtPanel(Component):
    """Numbers by reason, each leading to its part of the report."""

    name = "pages_to_look_at"
    template_name = "content/upkeep/home_panel.html"
    order = 110

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        due = pages_to_look_at(parent_context["request"].user)
        reasons = [(reason.label, number, report_url(reason)) for reason, number in counted(due)]
        return {"number": len(due), "reasons": reasons, "report": report_url()}


@hooks.register("construct_homepage_panels")
def home_panel(request: HttpRequest, panels: list[Any]) -> None:
    if may_change_pages(request.user):
        panels.append(PagesToLookAtPanel())
