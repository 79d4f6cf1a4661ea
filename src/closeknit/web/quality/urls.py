"""Addresses of the quality of hearing."""

from django.urls import path

from closeknit.web.quality import needs, views

urlpatterns = [
    path("", views.quality, name="quality"),
    path("learning/", views.learning, name="quality_learning"),
    path("needs/", needs.checks, name="quality_need_checks"),
    path("needs/<str:need_check>/", needs.check, name="quality_need_check"),
    path("needs/<str:need_check>/<str:need_drawn>/", needs.answer, name="quality_need_answer"),
    path("checks/", views.checks, name="quality_checks"),
    path("checks/<str:check>/", views.check, name="quality_check"),
    path("checks/<str:check>/<str:drawn>/", views.answer, name="quality_answer"),
]
