"""The pages of auditors, under /staff/violations/audit/."""

from django.urls import path

from portal.triage.auditing import views

urlpatterns = [
    path("audit/", views.AuditView.as_view(), name="audit"),
    path("audit/export/", views.export, name="audit_export"),
    path("audit/verify/", views.verify, name="audit_verify"),
    path("audit/mail/", views.mail, name="audit_mail"),
]
