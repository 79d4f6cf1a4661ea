"""Addresses of what was heard."""

from django.urls import path

from closeknit.web.heard import views

urlpatterns = [
    path("", views.heard, name="heard"),
    path("accounts/", views.account_names, name="heard_accounts"),
    path("<str:verbatim>/", views.verbatim, name="verbatim"),
    path("<str:verbatim>/signals/<str:code>/", views.signal, name="verbatim_signal"),
    path("<str:verbatim>/needs/", views.needs, name="verbatim_needs"),
]
