"""Addresses of readings."""

from django.urls import path

from closeknit.web.readings import views

urlpatterns = [
    path("accounts/<str:account>/readings/", views.readings, name="readings"),
    path("accounts/<str:account>/readings/sense/", views.sense, name="readings_sense"),
]
