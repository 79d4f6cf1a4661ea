"""Addresses of what people saw."""

from django.urls import path

from closeknit.portal.observations import views

urlpatterns = [
    path("<str:account>/observations/", views.observations, name="observations"),
    path("<str:account>/photos/<str:photo>/", views.photo, name="observation_photo"),
    path(
        "<str:account>/observations/<str:observation>/taking-back/", views.taking_back, name="observation_taking_back"
    ),
]
