"""The addresses of the check: its start, one page for each question, and the answer."""

from django.urls import path

from portal.selfcheck import answer_views, views

app_name = "selfcheck"

urlpatterns = [
    path("", views.start, name="start"),
    path("answer/", answer_views.answer, name="answer"),
    path("answer.pdf", answer_views.answer_pdf, name="answer_pdf"),
    path("<slug:page>/", views.question, name="question"),
]
