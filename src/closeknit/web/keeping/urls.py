"""Addresses of keeping in touch, below the circle."""

from django.urls import path

from closeknit.web.keeping import views

urlpatterns = [
    path("", views.keeping, name="circle_keeping"),
    path("pauses/", views.pauses, name="keeping_pauses"),
    path("resumptions/", views.resumptions, name="keeping_resumptions"),
    path("limits/", views.limits, name="keeping_limits"),
    path("calls/", views.calls, name="keeping_calls"),
]
