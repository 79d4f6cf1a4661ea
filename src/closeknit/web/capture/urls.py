"""Addresses of handing in."""

from django.urls import path

from closeknit.web.capture import views

urlpatterns = [
    path("", views.capture, name="capture"),
    path("guesses/", views.guesses, name="capture_guesses"),
    path("form/", views.full, name="capture_full"),
    path("accounts/", views.account_names, name="capture_accounts"),
    path("people/", views.person_names, name="capture_people"),
]
