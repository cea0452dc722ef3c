"""What somebody was told, and how they want to be told."""

from django.urls import path

from portal.triage.notifications.views import ChoicesView, NotificationsView

urlpatterns = [
    path("notifications/", NotificationsView.as_view(), name="notifications"),
    path("notifications/choices/", ChoicesView.as_view(), name="notification_choices"),
]
