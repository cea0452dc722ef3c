"""The room's own pages in the admin, under /staff/violations/; each part has its own."""

from portal.triage.auditing.urls import urlpatterns as of_the_audit
from portal.triage.casework.urls import urlpatterns as of_a_case
from portal.triage.export.urls import urlpatterns as of_exports
from portal.triage.notifications.urls import urlpatterns as of_notifications
from portal.triage.queue.urls import urlpatterns as of_the_queue
from portal.triage.retention.urls import urlpatterns as of_the_records
from portal.triage.trends.urls import urlpatterns as of_trends

app_name = "triage"

urlpatterns = [
    *of_the_queue,
    *of_a_case,
    *of_the_records,
    *of_the_audit,
    *of_notifications,
    *of_exports,
    *of_trends,
]
