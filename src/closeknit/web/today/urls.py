"""Addresses of Today."""

from django.urls import path

from closeknit.web.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("<str:account>/rest/", views.put_off, name="put_off"),
]
