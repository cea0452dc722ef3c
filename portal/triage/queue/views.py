"""The queue in the admin: what waits, by filters, words and saved searches; and how much waits for whom."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.reports.sealing import CannotOpenError
from portal.triage.access import signed_in
from portal.triage.models import SavedSearch
from portal.triage.pages import StaffPage
from portal.triage.queue import choices, listing, saved, sentences
from portal.triage.queue.bulk import MOST
from portal.triage.queue.filters import Asker, FilterForm
from portal.triage.queue.finding import COUNTED, OPENED
from portal.triage.queue.workload import workload
from portal.triage.rights import Right, may

OPEN_ONES = "state=open"
ALWAYS_SHOWN = ("q", "state", "category", "due", "officer", "unread")


class QueueView(StaffPage):
    """What waits, by whatever was chosen; all of it stands in the address."""

    rights = (Right.READ,)
    template_name = "triage/queue.html"
    page_title = _("Reports")
    search: SavedSearch | None = None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def chosen(self) -> QueryDict:
        return self.request.GET

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = signed_in(self.request)
        offered = choices.offered()
        form = FilterForm(self.chosen, offered=offered)
        asker = Asker(user, timezone.now())
        context = super().get_context_data(**kwargs) | {
            "form": form,
            "shown": [form[name] for name in ALWAYS_SHOWN],
            "more": [form[name] for name in form.fields if name not in ALWAYS_SHOWN],
            "searches": list(saved.seen_by(user)),
            "search": self.search,
            "is_lead": may(user, Right.LEAD),
            "may_export": may(user, Right.EXPORT),
            "most_chosen": MOST,
        }
        return context | self._found(form, asker) if form.is_valid() else context

    def _found(self, form: FilterForm, asker: Asker) -> dict[str, Any]:
        after = self.request.GET.get("after", "")
        seen = listing.listed(form, asker, after=after)
        query = saved.query_of(form)
        more = any(name not in {*ALWAYS_SHOWN, "sort"} for name in form.filled)
        return {
            "rows": seen.rows,
            "count": seen.found.count,
            "most": COUNTED,
            "opened": seen.found.opened,
            "is_given_up": seen.found.is_given_up,
            "most_opened": OPENED,
            "is_further": bool(after),
            "next_query": self._next(seen.found.after, query),
            "first_query": "" if self.search else query,
            "query": query,
            "export_query": urlencode({"of": query or OPEN_ONES}),
            "sentence": sentences.sentence_of(form),
            "left_out": form.asked.left_out if form.asked else [],
            "has_more_filters": more,
        }

    def _next(self, after: str, query: str) -> str:
        """A saved search keeps its own address: its words stand in none."""
        if not after:
            return ""
        return "&".join(filter(None, ["" if self.search else query, urlencode({"after": after})]))


class SavedSearchView(QueueView):
    """The queue through the filters of a saved search."""

    @cached_property
    def chosen(self) -> QueryDict:
        found = saved.seen_by(signed_in(self.request)).filter(pk=self.kwargs["search"])
        self.search = found.select_related("team", "give_team", "give_officer").first()
        if self.search is None:
            raise Http404
        try:
            return QueryDict(self.search.query)
        except CannotOpenError:
            raise Http404 from None

    def get_page_title(self) -> str:
        return self.search.name if self.search else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self.chosen  # the title of the page is its name
        found = super().get_context_data(**kwargs)
        user = signed_in(self.request)
        return found | {"chosen": chosen, "may_change": self.search and saved.may_change(user, self.search)}


class WorkloadView(StaffPage):
    """How much is open, unread, overdue and due this week, by team and by officer."""

    rights = (Right.READ,)
    template_name = "triage/workload.html"
    page_title = _("Workload")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asker = Asker(signed_in(self.request), timezone.now())
        found = workload(asker, choices.offered())
        return super().get_context_data(**kwargs) | {
            "loads": [
                (_("By team"), _("Team"), found["team"]),
                (_("By officer"), _("Officer"), found["officer"]),
            ]
        }
