"""How allauth fits this house: nobody signs up by themselves, and who left is told so."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class HouseAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-up is closed: members join by the first run or by an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: who is signed in sees it, and has work to do."""

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Lead back to signing in: whoever gets here has the right password, so it tells a stranger nothing."""
        messages.warning(request, "You have left this house. Whoever runs it can let you in again.")
        return redirect("account_login")
