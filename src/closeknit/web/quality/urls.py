"""Addresses of the quality of hearing."""

from django.urls import path

from closeknit.web.quality import views

urlpatterns = [
    path("", views.quality, name="quality"),
    path("learning/", views.learning, name="quality_learning"),
    path("checks/", views.checks, name="quality_checks"),
    path("checks/<str:check>/", views.check, name="quality_check"),
    path("checks/<str:check>/<str:drawn>/", views.answer, name="quality_answer"),
]
