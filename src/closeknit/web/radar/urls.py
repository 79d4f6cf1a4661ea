"""Addresses of the radar."""

from django.urls import path

from closeknit.web.radar import acts, views

urlpatterns = [
    path("radar/", views.radar, name="radar"),
    path("radar/table/", views.table, name="radar_table"),
    path("radar/mails/", acts.mails, name="radar_mails"),
    path("accounts/<str:account>/radar/", views.account_radar, name="account_radar"),
    path("accounts/<str:account>/radar/acts/", acts.act, name="radar_acts"),
]
