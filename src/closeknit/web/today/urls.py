"""Addresses of Today."""

from django.urls import path

from closeknit.web.today import beside, referrals, views

urlpatterns = [
    path("", views.today, name="today"),
    path("beside/", beside.beside, name="today_beside"),
    path("<str:account>/rest/", views.put_off, name="put_off"),
    path("<str:account>/handing-on/", referrals.handing_on, name="handing_on"),
    path("referrals/<str:referral>/declining/", referrals.declining, name="referral_declining"),
    path("referrals/<str:referral>/taking-back/", referrals.taking_back, name="referral_taking_back"),
]
