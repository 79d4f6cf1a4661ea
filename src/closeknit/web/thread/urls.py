"""Addresses of threads."""

from django.urls import path

from closeknit.web.thread import views

urlpatterns = [
    path("<str:start>/", views.thread, name="thread"),
    path("<str:start>/line/", views.line, name="thread_line"),
]
