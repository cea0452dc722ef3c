"""The room's own pages in the admin, under /staff/violations/."""

from django.urls import path

from portal.triage.auditing.urls import urlpatterns as of_the_audit
from portal.triage.casework.views import CaseView
from portal.triage.queue.views import QueueView
from portal.triage.retention.urls import urlpatterns as of_the_records

app_name = "triage"

urlpatterns = [
    # The queue
    path("", QueueView.as_view(), name="queue"),
    # One report
    path("case/<str:number>/", CaseView.as_view(), name="case"),
    *of_the_records,
    *of_the_audit,
]
