"""Addresses of the days that matter to an account."""

from django.urls import path

from closeknit.web.dates import views

urlpatterns = [
    path("accounts/<str:account>/dates/", views.account_dates, name="account_dates"),
    path("dates/<str:event>/", views.dated_event, name="dated_event"),
    path("dates/<str:event>/removal/", views.dated_event_removal, name="dated_event_removal"),
]
