"""Addresses of "can we help?"."""

from django.urls import path

from closeknit.web.helping import views

urlpatterns = [
    path("accounts/<str:account>/help/", views.account_help, name="account_help"),
    path("accounts/<str:account>/help/<str:need>/", views.help_need, name="help_need"),
    path("helps/<str:help_id>/tellings/<str:contact>/", views.telling, name="help_telling"),
]
