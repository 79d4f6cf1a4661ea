"""Addresses of what was said in a shared site."""

from django.urls import path

from closeknit.portal.said import views

urlpatterns = [path("<str:account>/said/", views.said, name="said")]
