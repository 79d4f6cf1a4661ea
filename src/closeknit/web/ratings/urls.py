"""Addresses of a file's ratings."""

from django.urls import path

from closeknit.web.ratings import views

urlpatterns = [
    path("", views.ratings, name="ratings"),
    path("taking/", views.take, name="ratings_taking"),
    path("withdrawal/", views.withdraw, name="ratings_withdrawal"),
]
