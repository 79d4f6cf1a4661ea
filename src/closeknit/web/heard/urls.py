"""Addresses of what was heard."""

from django.urls import path

from closeknit.web.heard import searches, views

urlpatterns = [
    path("", views.heard, name="heard"),
    path("accounts/", views.account_names, name="heard_accounts"),
    path("searches/", searches.keep, name="searches"),
    path("searches/<str:search>/look/", searches.look, name="search_look"),
    path("searches/<str:search>/following/", searches.follow, name="search_following"),
    path("searches/<str:search>/removal/", searches.remove, name="search_removal"),
    path("<str:verbatim>/", views.verbatim, name="verbatim"),
    path("<str:verbatim>/signals/<str:code>/", views.signal, name="verbatim_signal"),
    path("<str:verbatim>/needs/", views.needs, name="verbatim_needs"),
]
