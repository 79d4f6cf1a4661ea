"""Addresses of the shared sites."""

from django.urls import path

from closeknit.portal.spaces import views

urlpatterns = [
    path("", views.choose, name="spaces"),
    path("<str:account>/", views.home, name="home"),
]
