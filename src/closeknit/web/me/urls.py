"""Addresses of one's own page."""

from django.urls import path

from closeknit.web.me import digests, views

urlpatterns = [
    path("me/", views.member_self, name="member_self"),
    path("me/name/", views.name, name="member_self_name"),
    path("me/password/", views.password, name="member_self_password"),
    path("me/digest/", digests.digest, name="member_digest"),
    path("digest/<str:secret>/", digests.stop, name="digest_stop"),
]
