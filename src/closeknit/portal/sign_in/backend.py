"""Who a session at the outside's door belongs to."""

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from closeknit.identity.shared import Login


class PortalBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Keeps who is signed in; signing in itself is by a code, never by a password."""

    def authenticate(self, request: HttpRequest | None, **credentials: object) -> None:
        return None

    def get_user(self, user_id: int) -> Login | None:
        """Return the active login, or None. Read anew at each request: whose login ended is out at the next one."""
        login: Login | None = Login.objects.filter(pk=user_id, is_active=True).first()
        return login
