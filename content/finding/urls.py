"""The addresses of the search; they stand before those of pages, so no page may be called so."""

from django.urls import path

from content.finding import views

app_name = "finding"

urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("suggest/", views.suggest, name="suggest"),
]
