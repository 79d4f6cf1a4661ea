"""The address of the feed."""

from django.urls import path

from closeknit.portal.feed import views

urlpatterns = [path("feed/", views.answered, name="feed")]
