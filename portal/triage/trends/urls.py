"""Counts and trends."""

from django.urls import path

from portal.triage.trends.views import FirmsView, TrendsView

urlpatterns = [
    path("trends/", TrendsView.as_view(), name="trends"),
    path("trends/accused/", FirmsView.as_view(), name="trends_accused"),
]
