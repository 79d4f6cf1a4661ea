"""Addresses of the open portal, from our side."""

from django.urls import path

from closeknit.web.portal import views

urlpatterns = [
    path("", views.queue, name="portal_queue"),
    path("settings/", views.settings, name="portal_settings"),
    path("settings/key/", views.key, name="portal_key"),
    path("ideas/<str:idea>/", views.showing, name="idea_showing"),
    path("challenges/<str:challenge>/", views.opening, name="challenge_outside"),
    path("<str:submission>/acceptance/", views.acceptance, name="submission_acceptance"),
    path("<str:submission>/declining/", views.declining, name="submission_declining"),
]
