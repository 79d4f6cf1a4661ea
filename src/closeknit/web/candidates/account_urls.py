"""Addresses of ally marks below an account."""

from django.urls import path

from closeknit.web.candidates import views

urlpatterns = [path("", views.marks, name="account_marks")]
