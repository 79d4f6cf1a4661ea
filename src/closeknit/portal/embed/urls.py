"""The address of the form for web pages."""

from django.urls import path

from closeknit.portal.embed import views

urlpatterns = [path("embed/<str:key>/", views.embed, name="embed")]
