"""The room's own pages in the admin."""

from django.urls import URLPattern

app_name = "authoring"

urlpatterns: list[URLPattern] = []
