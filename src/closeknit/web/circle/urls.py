"""Addresses of the circle."""

from django.urls import path

from closeknit.web.circle import settings, views

urlpatterns = [
    path("", views.circle, name="circle"),
    path("cadences/", settings.cadences, name="house_cadences"),
    path("<str:account>/decisions/", views.decide, name="circle_decisions"),
    path("<str:account>/aim/", views.set_aim, name="circle_aim"),
]
