"""Addresses of accounts."""

from django.urls import include, path

from closeknit.web.accounts import views
from closeknit.web.brief import letter

urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("imports/", include("closeknit.web.account_imports.urls")),
    path("<str:account>/", views.account, name="account"),
    path("<str:account>/details/", views.account_details, name="account_details"),
    path("<str:account>/brief/", include("closeknit.web.brief.urls")),
    path("<str:account>/letter/", letter.letter, name="letter"),
    path("<str:account>/people/", include("closeknit.web.people.account_urls")),
    path("<str:account>/marks/", include("closeknit.web.candidates.account_urls")),
    path("<str:account>/keeping/", include("closeknit.web.keeping.account_urls")),
]
