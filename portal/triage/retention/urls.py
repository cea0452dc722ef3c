"""The pages of records officers, under /staff/violations/records/."""

from django.urls import path

from portal.triage.retention import disposal_views, views

urlpatterns = [
    path("records/", views.RecordsView.as_view(), name="records"),
    path("records/schedule/", views.ScheduleView.as_view(), name="schedule"),
    path("records/holds/", views.HoldsView.as_view(), name="holds"),
    path("records/holds/add/", views.AddHoldView.as_view(), name="hold_add"),
    path("records/holds/<uuid:hold>/", views.HoldView.as_view(), name="hold"),
    path("records/holds/<uuid:hold>/lift/", views.lift, name="hold_lift"),
    path("records/disposals/", disposal_views.DisposalsView.as_view(), name="disposals"),
    path("records/disposals/<int:disposal>/", disposal_views.DisposalView.as_view(), name="disposal"),
    path("records/disposals/<int:disposal>/approve/", disposal_views.approve, name="disposal_approve"),
    path("records/disposals/<int:disposal>/decline/", disposal_views.decline, name="disposal_decline"),
    path(
        "records/certificates/<str:certificate>/",
        disposal_views.CertificateView.as_view(),
        name="certificate",
    ),
    path(
        "records/certificates/<str:certificate>/pdf/", disposal_views.certificate_pdf, name="certificate_pdf"
    ),
]
