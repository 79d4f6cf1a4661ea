"""Addresses of looking as a contact."""

from django.urls import path

from closeknit.portal.looks import views

urlpatterns = [
    path("look/<str:secret>/", views.look, name="look"),
    path("look-ending/", views.end, name="look_ending"),
]
