"""The report "Pages to look at", in Wagtail's menu of reports."""

from __future__ import annotations

from typing import Any

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.upkeep.reasons import Due, Reason, pages_to_look_at

NAME = "pages_to_look_at"
RESULTS = f"{NAME}_results"


class ReasonFilter(WagtailFilterSet):
    """Narrows the list by why pages are on it. The list is made by looking, so it is no query."""

    reason = django_filters.ChoiceFilter(label=_("Why"), choices=Reason.choices)

    class Meta:
        model = Page
        fields: list[str] = []

    def filter_queryset(self, queryset: list[Due]) -> list[Due]:
        wanted = self.form.cleaned_data.get("reason")
        return [due for due in queryset if not wanted or wanted in due.told]


class WhyColumn(Column):
    """Every sentence that is to be said of a page."""

    cell_template_name = "content/upkeep/_why.html"


class PagesToLookAtView(ReportView):
    """Live pages that are overdue, whose law changed, or in which something is broken."""

    page_title = _("Pages to look at")
    header_icon = "view"
    index_url_name = NAME
    index_results_url_name = RESULTS
    verbose_name_plural = _("pages to look at")
    permission_policy = page_permission_policy
    permission_required = "change"
    filterset_class = ReasonFilter
    export_filename = "pages-to-look-at"
    columns = [
        TitleColumn("title", label=_("Page"), get_url=lambda due: edit_url(due.page)),
        WhyColumn("why", label=_("Why"), accessor="sentences"),
        Column("kept_by", label=_("Kept by")),
        Column("next_review", label=_("Next review")),
    ]
    list_export = ["title", "address", "kept_by", "next_review", "days_over", "reasons", "sentences"]
    export_headings = {
        "title": _("Page"),
        "address": _("Address"),
        "kept_by": _("Kept by"),
        "next_review": _("Next review"),
        "days_over": _("Days over"),
        "reasons": _("Reasons"),
        "sentences": _("Why"),
    }

    def get_queryset(self) -> list[Due]:
        return pages_to_look_at(self.request.user)

    def get_page_subtitle(self) -> Any:
        number = len(self.object_list)
        return ngettext_lazy("%(number)s page", "%(number)s pages", number) % {"number": number}


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def report_url(reason: str = "") -> str:
    return reverse(NAME) + (f"?reason={reason}" if reason else "")
