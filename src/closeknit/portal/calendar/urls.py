"""Addresses of the calendar of shared days."""

from django.urls import path

from closeknit.portal.calendar import views

urlpatterns = [
    path("calendar/<str:secret>.ics", views.feed, name="calendar_feed"),
    path("<str:account>/notices/calendar/", views.address, name="calendar_address"),
]
