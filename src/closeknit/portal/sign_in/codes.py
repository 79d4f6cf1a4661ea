"""The two addresses of a code by mail. They have no namespace: allauth leads from one to the other by these names."""

from allauth.account import views as allauth_views
from django.urls import path

from closeknit.portal.sign_in import views

urlpatterns = [
    path("shared/sign-in/", views.ask_for_code, name="account_request_login_code"),
    path("shared/sign-in/code/", allauth_views.confirm_login_code, name="account_confirm_login_code"),
]
