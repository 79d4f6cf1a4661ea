"""The address of a calendar, and what opens and closes it."""

from django.urls import path

from closeknit.web.calendar import views

urlpatterns = [
    path("me/calendar/", views.calendar_address, name="calendar_address"),
    path("calendar/<str:secret>.ics", views.calendar, name="calendar"),
]
