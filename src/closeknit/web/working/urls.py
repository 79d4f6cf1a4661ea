"""Address of the line that says what the house is working on."""

from django.urls import path

from closeknit.web.working import views

urlpatterns = [path("", views.working, name="working")]
