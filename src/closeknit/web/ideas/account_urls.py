"""Addresses of the ideas of one account and of one person."""

from django.urls import path

from closeknit.web.ideas import concerning

urlpatterns = [
    path("accounts/<str:account>/ideas/", concerning.of_account, name="account_ideas"),
    path("people/<str:person>/ideas/", concerning.of_person, name="person_ideas"),
]
