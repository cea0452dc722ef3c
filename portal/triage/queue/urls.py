"""The addresses of the queue."""

from __future__ import annotations

from django.urls import path

from portal.triage.queue.many_views import ManyDoneView, ManyView
from portal.triage.queue.search_views import DeleteSearchView, EditSearchView, SearchesView
from portal.triage.queue.views import QueueView, SavedSearchView, WorkloadView

urlpatterns = [
    path("", QueueView.as_view(), name="queue"),
    path("workload/", WorkloadView.as_view(), name="workload"),
    path("search/<uuid:search>/", SavedSearchView.as_view(), name="search"),
    path("searches/", SearchesView.as_view(), name="searches"),
    path("searches/new/", EditSearchView.as_view(), name="search_new"),
    path("searches/<uuid:search>/edit/", EditSearchView.as_view(), name="search_edit"),
    path("searches/<uuid:search>/delete/", DeleteSearchView.as_view(), name="search_delete"),
    path("many/", ManyView.as_view(), name="many"),
    path("many/<uuid:change>/", ManyDoneView.as_view(), name="many_done"),
]
