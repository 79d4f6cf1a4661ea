"""Addresses of the evidence for a claim."""

from django.urls import path

from closeknit.web.evidence import views

urlpatterns = [
    path("", views.evidence, name="evidence"),
    path("need/", views.need, name="evidence_need"),
]
