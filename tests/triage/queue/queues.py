"""The queue as tests tell it: reports that differ in one thing, and what a search finds."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from portal.accounts.models import User
from portal.reports import services as reports
from portal.reports.states import State
from portal.triage import indexing, services
from portal.triage.models import Case
from portal.triage.queue import choices, finding
from portal.triage.queue.filters import Asker, FilterForm
from tests.triage.people import officer, reported

QUEUE = "/staff/violations/"


def told(story: str = "They send two invoices.", **steps: Any) -> Case:
    """A report with this story that has arrived and been indexed."""
    what = {"category": steps.pop("category", "undervaluation"), "story": story}
    with transaction.atomic():
        case = reported(what=what, **steps)
        indexing.index({"report": str(case.pk)}, case.pk)
    return Case.objects.get(pk=case.pk)


def looked_at(case: Case, by: User | None = None) -> Case:
    return services.look(case, by=by or officer())


def put(case: Case, state: State) -> Case:
    reports.move(case.report, state)
    return case


def form_of(query: str) -> FilterForm:
    return FilterForm(QueryDict(query), offered=choices.offered())


def found(query: str, by: User | None = None) -> set[Case]:
    """What the first page of a query shows."""
    form = form_of(query)
    assert form.is_valid(), form.errors
    return set(finding.page_of(form, Asker(by, timezone.now())).cases)


def search(words: str) -> set[Case]:
    query = QueryDict(mutable=True)
    query["q"] = words
    return found(query.urlencode())
