"""The addresses of feeds and frames; they stand before those of pages, so no page may be called so."""

from django.urls import path, re_path

from content.sharing import feeds, frames, views

app_name = "sharing"

urlpatterns = [
    path("guidance/feed/", feeds.atom, name="feed"),
    path("guidance/feed.json", feeds.json_feed, name="json_feed"),
    path("guidance/feed/<str:topic>/", feeds.atom, name="topic_feed"),
    path("guidance/feed/<str:topic>.json", feeds.json_feed, name="topic_json_feed"),
    path("share/", views.overview, name="overview"),
    path("share/widget.js", views.widget, name="widget"),
    re_path(r"^share/brand/(?P<color>[0-9a-f]{6})\.css$", views.brand_style, name="brand"),
    path("share/oembed", views.oembed_answer, name="oembed"),
    path("share/embed/questions/<str:slug>/", views.answer, name="question"),
    path("share/embed/guides/<str:slug>/", views.answer, {"kind": frames.GUIDE}, name="guide"),
    path("share/embed/check/", views.check, name="check"),
]
