"""Addresses of challenges: in the shared site of an account, and the same on the open portal."""

from django.urls import URLPattern, path

from closeknit.portal.challenges import views

_ROUTES = (
    ("challenges/", views.challenges, "challenges"),
    ("challenges/<str:challenge>/", views.challenge, "challenge"),
    ("challenges/<str:challenge>/answers/", views.answers, "challenge_answers"),
)
in_space: list[URLPattern] = [path(f"<str:account>/{address}", view, name=name) for address, view, name in _ROUTES]
on_portal: list[URLPattern] = [path(address, view, name=f"open_{name}") for address, view, name in _ROUTES]
