"""How allauth fits this house: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class HouseAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-up is closed: members join by the first run or by an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
