"""The page from which reports are exported."""

from django.urls import path

from portal.triage.export.views import ExportView

urlpatterns = [path("export/", ExportView.as_view(), name="export")]
