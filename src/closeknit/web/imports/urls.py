"""Addresses of bringing in."""

from django.urls import path

from closeknit.web.imports import speakers, views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("speakers/", speakers.speakers, name="imports_speakers"),
    path("speakers/placing/", speakers.place, name="imports_placing"),
    path("<str:source>/", views.one, name="imports_file"),
    path("<str:source>/preview/", views.preview, name="imports_preview"),
    path("<str:source>/reading/", views.read, name="imports_reading"),
    path("<str:source>/progress/", views.progress, name="imports_progress"),
    path("<str:source>/cancellation/", views.cancel, name="imports_cancellation"),
    path("<str:source>/undoing/", views.undo, name="imports_undoing"),
    path("<str:source>/removal/", views.put_away, name="imports_removal"),
    path("<str:source>/rejected.csv", views.rejected, name="imports_rejected"),
]
