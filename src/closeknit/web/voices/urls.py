"""The addresses of the silence map."""

from django.urls import path

from closeknit.web.voices import views

urlpatterns = [
    path("", views.voices, name="voices"),
    path("silent/", views.silent, name="voices_silent"),
]
