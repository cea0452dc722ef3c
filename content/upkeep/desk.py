"""What upkeep adds to Wagtail's admin: its addresses and the way to the report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from content.editing.gate import CHECKED
from content.pages import LawPage
from content.upkeep import report
from content.upkeep.confirming import may_confirm
from content.upkeep.home import may_change_pages
from content.upkeep.report import PagesToLookAtView
from content.upkeep.views import checked_today


class PagesToLookAtItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_change_pages(request.user)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    view = PagesToLookAtView.as_view
    return [
        path("reports/pages-to-look-at/", view(), name=report.NAME),
        path("reports/pages-to-look-at/results/", view(results_only=True), name=report.RESULTS),
        path("pages/<int:page_id>/checked-today/", checked_today, name="checked_today"),
    ]


@hooks.register("register_reports_menu_item")
def report_item() -> MenuItem:
    name = "pages-to-look-at"
    return PagesToLookAtItem(
        _("Pages to look at"), reverse(report.NAME), name=name, icon_name="view", order=50
    )


@hooks.register("register_page_header_buttons")
def checked_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(page.specific_deferred, LawPage) and page.live and may_confirm(user):
        url = reverse("checked_today", args=[page.pk])
        yield Button(_("Checked today"), url=url, icon_name="calendar-check", priority=5)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(CHECKED, _("Check"), _("Checked: nothing had to change"))
