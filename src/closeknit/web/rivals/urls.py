"""Addresses of rivals' names."""

from django.urls import path

from closeknit.web.rivals import views

urlpatterns = [
    path("", views.rivals, name="rivals"),
    path("<str:rival>/", views.decide, name="rival"),
]
