"""Addresses of mirror reports."""

from django.urls import path

from closeknit.web.mirror import reports, views

urlpatterns = [
    path("accounts/<str:account>/mirror/", views.account_mirror, name="account_mirror"),
    path("accounts/<str:account>/mirror/writing/", views.writing, name="mirror_writing"),
    path("accounts/<str:account>/mirror/consents/", views.consents, name="mirror_consents"),
    path("accounts/<str:account>/mirror/preview/", reports.preview, name="mirror_preview"),
    path("accounts/<str:account>/mirror/preview.pdf", reports.preview_pdf, name="mirror_preview_pdf"),
    path("accounts/<str:account>/mirror/release/", reports.release, name="mirror_release"),
    path("promises/mirrors/<str:mirror>/", reports.version, name="mirror_version"),
    path("promises/mirrors/<str:mirror>.pdf", reports.version_pdf, name="mirror_version_pdf"),
    path("promises/mirrors/<str:mirror>/return/", reports.return_, name="mirror_return"),
]
