"""Addresses of undo."""

from django.urls import path

from closeknit.web.steps import views

urlpatterns = [path("<str:step>/undoing/", views.take_back, name="undo")]
