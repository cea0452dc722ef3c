"""The room's own pages in the admin."""

from django.urls import path

from portal.authoring import views
from portal.authoring.exchange.views import ImportView, export_object
from portal.authoring.overview.views import ReviewsView, RulesView
from portal.authoring.scenarios.views import scenario_from_answer

app_name = "authoring"

urlpatterns = [
    path("rules/", RulesView.as_view(), name="rules"),
    path("reviews/", ReviewsView.as_view(), name="reviews"),
    path("export/<slug:model_name>/<int:pk>/", export_object, name="export"),
    path("import/<slug:model_name>/<int:pk>/", ImportView.as_view(), name="import"),
    path("scenarios/from-answer/", scenario_from_answer, name="scenario_from_answer"),
    path("gate/<slug:model_name>/<int:pk>/", views.gate, name="gate"),
    path("try/<slug:model_name>/<int:pk>/", views.try_draft, {"path": "check/"}, name="try"),
    path("try/<slug:model_name>/<int:pk>/<path:path>", views.try_draft),
]
