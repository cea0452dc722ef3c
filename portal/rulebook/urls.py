"""The addresses of the law on record."""

from django.urls import path

from portal.rulebook import views

app_name = "rulebook"

urlpatterns = [
    path("editions/", views.editions, name="editions"),
    path("editions/feed/", views.feed, name="feed"),
    path("editions/<int:number>/", views.edition, name="edition"),
    path("editions/<int:number>.json", views.edition_text, name="edition_text"),
]
