"""What somebody was told, and how they want to be told, in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.triage.access import signed_in
from portal.triage.notifications import services
from portal.triage.notifications.forms import ChoicesForm
from portal.triage.pages import StaffPage
from portal.triage.rights import Right

PAGE = 50


class NotificationsView(StaffPage):
    """The newest first; a button says that all were read."""

    rights = (Right.READ,)
    template_name = "triage/notifications/list.html"
    page_title = gettext_lazy("Notifications")
    header_icon = "comment"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        services.read_all(signed_in(request))
        return redirect("triage:notifications")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = services.shown_to(signed_in(self.request))
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("p"))
        unread = services.unread_by(signed_in(self.request))
        return super().get_context_data(**kwargs) | {"page": page, "unread": unread}


class ChoicesView(StaffPage):
    """Each kind of news in the admin, by mail, both or neither."""

    rights = (Right.READ,)
    template_name = "triage/notifications/choices.html"
    page_title = gettext_lazy("What you are told")
    header_icon = "cog"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self._form(request.POST)
        if form.is_valid():  # boxes cannot be wrong
            services.choose(signed_in(request), form.ways)
            messages.success(request, _("From now on you are told as you chose."))
        return redirect("triage:notification_choices")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"form": self._form()}

    def _form(self, data: Any = None) -> ChoicesForm:
        return ChoicesForm(data, chosen=services.chosen_by(signed_in(self.request)))
