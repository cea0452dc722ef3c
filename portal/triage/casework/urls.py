"""The addresses of one report."""

from __future__ import annotations

from typing import Any

from django.urls import path

from portal.triage.casework import act_views, handing_views, sealed_views
from portal.triage.casework.related_views import RelatedView
from portal.triage.casework.views import CaseView
from portal.triage.states import MOVES, Action

CASE = "case/<str:number>/"

urlpatterns: list[Any] = [
    path("related/", RelatedView.as_view(), name="related"),
    path(CASE, CaseView.as_view(), name="case"),
    path(f"{CASE}assign/", act_views.AssignView.as_view(), name="assign"),
    path(f"{CASE}tags/", act_views.TagsView.as_view(), name="tags"),
    path(f"{CASE}note/", act_views.NoteView.as_view(), name="note"),
    path(f"{CASE}evidence/<uuid:file>/", sealed_views.CleanCopyView.as_view(), name="clean_copy"),
    path(f"{CASE}evidence/<uuid:file>/original/", sealed_views.OriginalView.as_view(), name="original"),
    path(f"{CASE}identity/", sealed_views.IdentityView.as_view(), name="identity"),
    path(f"{CASE}hand-over/", handing_views.HandOverView.as_view(), name="hand_over"),
    path(
        f"{CASE}hand-over/identity/",
        handing_views.IdentityHandOverView.as_view(),
        name="hand_over_identity",
    ),
    path(f"{CASE}hand-over/<uuid:file>/", sealed_views.HandOverFileView.as_view(), name="hand_over_file"),
    path(
        f"{CASE}hand-over/<uuid:file>/identity/",
        sealed_views.IdentityFileView.as_view(),
        name="identity_file",
    ),
    # Its moves, each at an address of its own
    *(
        path(
            f"{CASE}{action.replace('_', '-')}/",
            handing_views.VIEWS.get(action, act_views.MoveView).as_view(action=action),
            name=action.value,
        )
        for action, move in MOVES.items()
        if move.right and action != Action.LOOK
    ),
]
