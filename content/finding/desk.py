"""What finding adds to Wagtail's admin: the report of searches without results."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from content.finding.misses import missed_terms
from content.finding.models import MissedSearch

PERMISSION = "content.view_missedsearch"


class MissedSearchesView(ReportView):
    """Words that people looked for and that led to nothing: what the library lacks, or names otherwise."""

    page_title = _("Searches without results")
    header_icon = "search"
    index_url_name = "missed_searches"
    index_results_url_name = "missed_searches_results"
    permission_policy = ModelPermissionPolicy(MissedSearch)
    permission_required = "view"
    default_ordering = None
    columns = [
        Column("term", label=_("Words"), accessor="term"),
        Column("times", label=_("How often, in 90 days"), accessor="all_times"),
    ]
    list_export = ["term", "all_times"]
    export_headings = {"term": _("Words"), "all_times": _("How often, in 90 days")}

    def get_queryset(self) -> QuerySet[Any, Any]:
        return missed_terms()


class MissedSearchesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    view = MissedSearchesView.as_view
    return [
        path("reports/missed-searches/", view(), name="missed_searches"),
        path("reports/missed-searches/results/", view(results_only=True), name="missed_searches_results"),
    ]


@hooks.register("register_reports_menu_item")
def report_item() -> MenuItem:
    name = "missed-searches"
    return MissedSearchesItem(
        _("Searches without results"), reverse("missed_searches"), name=name, icon_name="search", order=1100
    )


@hooks.register("register_permissions")
def permissions() -> QuerySet[Any]:
    return Permission.objects.filter(content_type__app_label="content", codename="view_missedsearch")
