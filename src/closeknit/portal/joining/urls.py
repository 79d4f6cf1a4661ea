"""Addresses of coming in to the open portal."""

from django.urls import path

from closeknit.portal.joining import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("naming/", views.naming, name="naming"),
]
