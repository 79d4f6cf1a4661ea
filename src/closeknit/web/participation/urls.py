"""The address of the page about who took part."""

from django.urls import path

from closeknit.web.participation import views

urlpatterns = [path("", views.participation, name="participation")]
