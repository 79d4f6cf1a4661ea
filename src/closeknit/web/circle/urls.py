"""Addresses of the circle."""

from django.urls import path

from closeknit.web.circle import views

urlpatterns = [
    path("", views.circle, name="circle"),
    path("<str:account>/decisions/", views.decide, name="circle_decisions"),
    path("<str:account>/aim/", views.set_aim, name="circle_aim"),
]
