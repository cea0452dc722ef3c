"""The addresses of the report: where to start, a page for each step, sending, and looking it up later."""

from django.urls import path

from portal.reports import evidence_views, sending_views, status_views, views, who_views

app_name = "reports"

urlpatterns = [
    path("", views.start, name="start"),
    path("who/", who_views.everybody, name="who"),
    path("who/add/", who_views.accused, name="accused_new"),
    path("who/<slug:key>/", who_views.accused, name="accused"),
    path("who/<slug:key>/remove/", who_views.remove, name="accused_remove"),
    path("review/", sending_views.review_and_send, name="review"),
    path("copy/", sending_views.copy, name="copy"),
    path("what-happens/", status_views.what_happens, name="what_happens"),
    path("paper/", views.paper, name="paper"),
    path("save/", views.save, name="save"),
    path("resume/", views.resume, name="resume"),
    path("discard/", views.discard, name="discard"),
    path("leave/", views.leave, name="leave"),
    path("status/", status_views.status, name="status"),
    path("status/write/", status_views.write, name="write"),
    path("evidence/", evidence_views.evidence, name="evidence"),
    path("evidence/<str:token>/", evidence_views.download, name="evidence_file"),
    path("<slug:key>/", views.step, name="step"),
]
