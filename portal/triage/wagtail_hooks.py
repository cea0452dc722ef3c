"""What the room adds to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from portal.triage import urls
from portal.triage.notifications.home import NotificationsItem, NotificationsPanel
from portal.triage.rights import Right, may


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


@hooks.register("register_reports_of_violations_menu_item")
def queue_item() -> MenuItem:
    return RightMenuItem(Right.READ, _("Queue"), reverse_lazy("triage:queue"), icon_name="list-ul", order=10)


@hooks.register("register_reports_of_violations_menu_item")
def export_item() -> MenuItem:
    url = reverse_lazy("triage:export")
    return RightMenuItem(Right.EXPORT, _("Export"), url, icon_name="download", order=80)


@hooks.register("register_reports_of_violations_menu_item")
def notifications_item() -> MenuItem:
    url = reverse_lazy("triage:notifications")
    return NotificationsItem(_("Notifications"), url, name="notifications", icon_name="comment", order=20)


@hooks.register("construct_homepage_panels")
def notifications_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(NotificationsPanel())


@hooks.register("insert_global_admin_css")
def telling_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/telling-admin.css"))


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Wagtail's own menu of reports is about pages; this one is about what people told."""
    menu = Menu(register_hook_name="register_reports_of_violations_menu_item")
    return SubmenuMenuItem(_("Violations"), menu, name="violations", icon_name="warning", order=210)
