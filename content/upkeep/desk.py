"""What upkeep adds to Wagtail's admin: its addresses and the way to the report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from content.upkeep import report
from content.upkeep.home import may_change_pages
from content.upkeep.report import PagesToLookAtView


class PagesToLookAtItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_change_pages(request.user)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    view = PagesToLookAtView.as_view
    return [
        path("reports/pages-to-look-at/", view(), name=report.NAME),
        path("reports/pages-to-look-at/results/", view(results_only=True), name=report.RESULTS),
    ]


@hooks.register("register_reports_menu_item")
def report_item() -> MenuItem:
    name = "pages-to-look-at"
    return PagesToLookAtItem(
        _("Pages to look at"), reverse(report.NAME), name=name, icon_name="view", order=50
    )
