"""The room's own pages in the admin, under /staff/violations/."""

from django.urls import path

from portal.triage.casework.views import CaseView
from portal.triage.export.views import ExportView
from portal.triage.notifications.views import ChoicesView, NotificationsView
from portal.triage.queue.views import QueueView

app_name = "triage"

urlpatterns = [
    # The queue
    path("", QueueView.as_view(), name="queue"),
    # One report
    path("case/<str:number>/", CaseView.as_view(), name="case"),
    # News
    path("notifications/", NotificationsView.as_view(), name="notifications"),
    path("notifications/choices/", ChoicesView.as_view(), name="notification_choices"),
    # Taking reports out of the house
    path("export/", ExportView.as_view(), name="export"),
]
