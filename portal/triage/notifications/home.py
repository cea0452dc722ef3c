"""How much somebody has not read yet: in the menu and on the first page of the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from portal.accounts.models import User
from portal.triage.notifications.services import unread_by
from portal.triage.rights import Right, may


class NotificationsItem(MenuItem):
    """Its label counts what is unread."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, Right.READ)

    def render_component(self, request: HttpRequest) -> Any:
        number = unread_by(request.user) if isinstance(request.user, User) else 0
        label = _("Notifications (%(number)s)") % {"number": number} if number else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


class NotificationsPanel(Component):
    name = "report_notifications"
    template_name = "triage/notifications/home.html"
    order = 110

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"number": unread_by(user) if isinstance(user, User) else 0}
