"""Addresses of conversations and appointments."""

from django.urls import path

from closeknit.web.touchpoints import appointments, views

urlpatterns = [
    path("touchpoints/new/", views.new, name="touchpoint_new"),
    path("touchpoints/new/accounts/", views.account_names, name="touchpoint_accounts"),
    path("touchpoints/new/people/", views.people, name="touchpoint_people"),
    path("touchpoints/new/promise/", views.promise, name="touchpoint_promise"),
    path("touchpoints/<str:touchpoint>/", views.touchpoint, name="touchpoint"),
    path("touchpoints/<str:touchpoint>/promises/", views.promises, name="touchpoint_promises"),
    path("touchpoints/<str:touchpoint>/account/", views.account, name="touchpoint_account"),
    path("touchpoints/<str:touchpoint>/removal/", views.removal, name="touchpoint_removal"),
    path("accounts/<str:account>/touchpoints/", views.timeline, name="touchpoint_timeline"),
    path("accounts/<str:account>/appointments/", appointments.new, name="appointment_new"),
    path("appointments/<str:appointment>/calling-off/", appointments.calling_off, name="appointment_calling_off"),
]
