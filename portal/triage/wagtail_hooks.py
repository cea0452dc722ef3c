"""What the room adds to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from portal.triage import urls
from portal.triage.models import Office, Tag, Team
from portal.triage.notifications.home import NotificationsItem, NotificationsPanel
from portal.triage.rights import Right, may
from portal.triage.viewsets import LeadPolicy, TeamsAndOffices


class RightMenuItem(MenuItem):
    """Shown to whoever may see where it leads."""

    def __init__(self, right: Right, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.right = right

    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, self.right)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("violations/", include(urls))]


PAGES = (
    (Right.READ, _("Queue"), "queue", "list-ul"),
    (Right.READ, _("Saved searches"), "searches", "search"),
    (Right.READ, _("Related reports"), "related", "link"),
    (Right.READ, _("Workload"), "workload", "group"),
    (Right.RECORDS, _("Records"), "records", "folder"),
    (Right.AUDIT, _("Audit"), "audit", "history"),
    (Right.TRENDS, _("Trends"), "trends", "order"),
    (Right.EXPORT, _("Export"), "export", "download"),
)
"""In the order of the menu: who sees it, its words, its address, its icon."""


@hooks.register("construct_homepage_panels")
def notifications_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(NotificationsPanel())


@hooks.register("insert_global_admin_css")
def telling_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/telling-admin.css"))


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Wagtail's own menu of reports is about pages; this one is about what people told."""
    items: list[MenuItem] = [
        RightMenuItem(right, words, reverse_lazy(f"triage:{name}"), icon_name=icon, order=place)
        for place, (right, words, name, icon) in enumerate(PAGES)
    ]
    news = reverse_lazy("triage:notifications")
    items.append(NotificationsItem(_("Notifications"), news, "notifications", icon_name="comment", order=99))
    return SubmenuMenuItem(
        _("Violations"), Menu(items=items), name="violations", icon_name="warning", order=210
    )


@hooks.register("insert_global_admin_css")
def casework_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/casework.css"))


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: Iterable[Any]) -> None:
    """Wagtail deletes several at once by rights of Django's, which a superuser has and nobody was given."""
    for each in instances:
        if isinstance(each, Team | Tag | Office):
            policy = LeadPolicy(type(each))
            if not policy.user_has_permission_for_instance(request.user, "delete", each):
                raise PermissionDenied


register_snippet(TeamsAndOffices)
