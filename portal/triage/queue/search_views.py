"""Saved searches in the admin: the list, making and changing one, what it would route."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.reports.sealing import CannotOpenError
from portal.triage.access import signed_in
from portal.triage.models import SavedSearch
from portal.triage.pages import StaffPage
from portal.triage.queue import choices, routing, saved, sentences
from portal.triage.queue.filters import FilterForm
from portal.triage.queue.forms import SearchForm
from portal.triage.rights import Right, may


class SearchesView(StaffPage):
    """One's own, one's teams', and those that route, in the order in which they do."""

    rights = (Right.READ,)
    template_name = "triage/searches.html"
    page_title = gettext_lazy("Saved searches")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = signed_in(self.request)
        rows = saved.seen_by(user).select_related("owner", "team", "give_team", "give_officer")
        offered = choices.offered()
        told = [
            (search, explained(search, offered), saved.may_change(user, search))
            for search in rows.prefetch_related("give_tags")
        ]
        return super().get_context_data(**kwargs) | {
            "routing": [row for row in told if row[0].routes],
            "others": [row for row in told if not row[0].routes],
        }


def explained(search: SavedSearch, offered: choices.Choices) -> str:
    """Its conditions as a sentence."""
    try:
        form = saved.form_of(search, offered)
    except CannotOpenError:
        return _("It cannot be opened.")
    if not form.is_valid():
        return _("It asks for something that is not there any more. It finds and routes nothing.")
    return sentences.sentence_of(form, of_arrivals=search.routes)


class EditSearchView(StaffPage):
    """Make a search, or change it. Its filters come from the queue's address."""

    rights = (Right.READ,)
    template_name = "triage/search_edit.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.tried: tuple[int, int] | None = None

    def get_page_title(self) -> str:
        return _("Change a saved search") if "search" in self.kwargs else _("Save this search")

    def _found(self) -> SavedSearch:
        """Raises ``Http404``, ``PermissionDenied``."""
        user = signed_in(self.request)
        if "search" not in self.kwargs:
            return SavedSearch(owner=user)
        found = saved.seen_by(user).filter(pk=self.kwargs["search"]).first()
        if found is None:
            raise Http404
        if not saved.may_change(user, found):
            raise PermissionDenied
        return found

    def _query(self, search: SavedSearch) -> str:
        if "query" in self.request.POST:
            return self.request.POST["query"]
        if search.sealed:
            return search.query
        asked = self.request.GET.copy()
        for name in ("after", "csrfmiddlewaretoken"):
            asked.pop(name, None)
        return asked.urlencode()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        search = self._found()
        return self._shown(search, SearchForm(instance=search, by=signed_in(request)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        search, user = self._found(), signed_in(request)
        form = SearchForm(request.POST, instance=search, by=user)
        filters = FilterForm(QueryDict(self._query(search)), offered=choices.offered())
        if not filters.is_valid():
            form.add_error(None, _("These filters cannot be used. Go back to the queue and choose anew."))
        elif form.is_valid() and form.cleaned_data.get("routes") and (unfit := routing.unfit(filters)):
            names = ", ".join(str(filters.fields[name].label) for name in unfit)
            why = _("Nothing can be routed by: %(names)s. When a report arrives none of that is known.")
            form.add_error("routes", why % {"names": names})
        if not form.is_valid():
            return self._shown(search, form, status=422)
        if "try" in request.POST:
            self.tried = routing.would_have_matched(filters)
            return self._shown(search, form)
        search.query = saved.query_of(filters)
        saved.save(search, by=user, tags=form.cleaned_data.get("give_tags") or ())
        messages.success(request, _("“%(name)s” is saved.") % {"name": search.name})
        return redirect(search)

    def _shown(self, search: SavedSearch, form: SearchForm, status: int = 200) -> HttpResponse:
        query = self._query(search)
        filters = FilterForm(QueryDict(query), offered=choices.offered())
        told = sentences.sentence_of(filters) if filters.is_valid() else ""
        context = self.get_context_data(
            form=form,
            search=search if "search" in self.kwargs else None,
            query=query,
            sentence=told,
            tried=self.tried,
            is_lead=may(signed_in(self.request), Right.LEAD),
        )
        return self.render_to_response(context, status=status)


class DeleteSearchView(EditSearchView):
    """Asks once, and deletes."""

    template_name = "triage/search_delete.html"

    def get_page_title(self) -> str:
        return _("Delete a saved search")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        search = self._found()
        saved.delete(search, by=signed_in(request))
        messages.success(request, _("“%(name)s” is deleted.") % {"name": search.name})
        return redirect("triage:searches")
