"""Addresses of the mails that came in."""

from django.urls import path

from closeknit.web.letters import views

urlpatterns = [
    path("", views.letters, name="letters"),
    path("<str:letter>/file/", views.file, name="letter_file"),
    path("<str:letter>/confirmation/", views.confirmation, name="letter_confirmation"),
]
