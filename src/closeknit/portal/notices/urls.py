"""Addresses of how one hears."""

from django.urls import path

from closeknit.portal.notices import views

urlpatterns = [
    path("mails-off/<str:secret>/", views.off, name="mails_off"),
    path("<str:account>/notices/", views.notices, name="notices"),
]
