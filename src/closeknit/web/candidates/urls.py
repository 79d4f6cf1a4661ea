"""Addresses of candidates, below the circle."""

from django.urls import path

from closeknit.web.candidates import views

urlpatterns = [path("", views.candidates, name="circle_candidates")]
