"""Addresses of one's own page."""

from django.urls import path

from closeknit.web.me import views

urlpatterns = [
    path("", views.member_self, name="member_self"),
    path("name/", views.name, name="member_self_name"),
    path("password/", views.password, name="member_self_password"),
]
