"""Addresses of profiles and forecasts."""

from django.urls import path

from closeknit.web.direction import forecasts, views, writing

urlpatterns = [
    path("accounts/<str:account>/direction/", views.direction, name="direction"),
    path("accounts/<str:account>/direction/writing/", writing.writing, name="direction_writing"),
    path("accounts/<str:account>/direction/words/", writing.words, name="direction_words"),
    path("accounts/<str:account>/direction/changes/", views.changes, name="direction_changes"),
    path("accounts/<str:account>/direction/confirmation/", views.confirmation, name="direction_confirmation"),
    path("accounts/<str:account>/forecasts/", forecasts.make, name="direction_forecasts"),
    path("forecasts/<str:forecast>/outcome/", forecasts.outcome, name="forecast_outcome"),
    path("circle/forecasts/", forecasts.forecasts, name="forecasts"),
    path("circle/revisits/", views.revisits, name="house_revisits"),
]
