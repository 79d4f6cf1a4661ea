"""Addresses of the spread of the message."""

from django.urls import path

from closeknit.web.spread import views

urlpatterns = [
    path("accounts/<str:account>/people/", views.spread, name="spread"),
    path("accounts/<str:account>/tellings/", views.telling, name="spread_tellings"),
    path("contacts/<str:contact>/function/", views.function, name="contact_function"),
    path("circle/threads/", views.threads, name="single_threads"),
]
