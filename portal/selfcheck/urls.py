"""The addresses of the check: its start, one page for each question, the answer, and kept answers."""

from django.urls import path

from portal.selfcheck import answer_views, kept_views, views

app_name = "selfcheck"

urlpatterns = [
    path("", views.start, name="start"),
    path("answer/", answer_views.answer, name="answer"),
    path("answer.pdf", answer_views.answer_pdf, name="answer_pdf"),
    path("keep/", kept_views.keep_answer, name="keep"),
    path("kept/<slug:code>/", kept_views.kept, name="kept"),
    path("kept/<slug:code>.pdf", kept_views.kept_pdf, name="kept_pdf"),
    path("<slug:page>/", views.question, name="question"),
]
