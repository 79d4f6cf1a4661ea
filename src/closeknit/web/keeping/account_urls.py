"""Addresses of keeping in touch below an account."""

from django.urls import path

from closeknit.web.keeping import account

urlpatterns = [path("", account.account_keeping, name="account_keeping")]
