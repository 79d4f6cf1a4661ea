"""Addresses that are open before anybody is known."""

from allauth.account import views as allauth_views
from django.urls import path

from closeknit.web.sign_in import views

urlpatterns = [
    path("", views.go_home, name="home"),
    path("welcome/", views.first_run, name="first_run"),
    path("join/<str:secret>/", views.invitation, name="invitation"),
    path("logo", views.logo, name="logo"),
    path("health", views.health, name="health"),
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
]
