"""Addresses of mirror reports."""

from django.urls import path

from closeknit.portal.mirror import views

urlpatterns = [
    path("<str:account>/mirror/", views.reports, name="mirrors"),
    path("<str:account>/mirror/<str:mirror>/", views.report, name="mirror"),
    path("<str:account>/mirror/<str:mirror>/pdf/", views.pdf, name="mirror_pdf"),
]
