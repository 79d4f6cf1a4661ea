"""Addresses of people and their places."""

from django.urls import path

from closeknit.web.people import views

urlpatterns = [
    path("people/<str:person>/", views.person, name="person"),
    path("contacts/<str:contact>/", views.contact, name="contact"),
    path("contacts/<str:contact>/leaving/", views.leaving, name="contact_leaving"),
    path("contacts/<str:contact>/part/", views.part, name="contact_part"),
    path("contacts/<str:contact>/seen-to/", views.seen_to, name="contact_seen_to"),
]
