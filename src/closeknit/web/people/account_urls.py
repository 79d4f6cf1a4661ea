"""Addresses of people below an account."""

from django.urls import path

from closeknit.web.people import views

urlpatterns = [path("new/", views.add, name="account_people")]
