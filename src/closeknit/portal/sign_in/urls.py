"""Addresses that are open before anybody is known."""

from django.urls import path

from closeknit.portal.sign_in import views

urlpatterns = [
    path("join/<str:secret>/", views.join, name="join"),
    path("look-around/", views.look_around, name="look_around"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("colours.css", views.colours, name="colours"),
    path("logo", views.logo, name="logo"),
]
