"""Addresses of the brief, below its account."""

from django.urls import path

from closeknit.web.brief import views

urlpatterns = [
    path("", views.brief, name="brief"),
    path("brief.pdf", views.brief_pdf, name="brief_pdf"),
    path("invitation.ics", views.brief_invitation, name="brief_invitation"),
]
