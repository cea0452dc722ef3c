"""The queue in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.triage.models import Case
from portal.triage.pages import StaffPage
from portal.triage.rights import Right


class QueueView(StaffPage):
    """What waits, the newest news first."""

    rights = (Right.READ,)
    template_name = "triage/queue.html"
    page_title = _("Reports")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cases = Case.objects.select_related("report", "officer", "team").order_by("-news_at")[:50]
        return super().get_context_data(**kwargs) | {"cases": cases}
