"""Who a session belongs to: the login, with the member whose it is."""

from allauth.account.auth_backends import AuthenticationBackend

from closeknit.identity.models import Login


class HouseBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Signs in by e-mail address, and reads login and member at once: every page asks for both."""

    def get_user(self, user_id: int) -> Login | None:
        """Return the active login with its member, or None. Read anew at each request: who left is out at the next one."""
        login: Login | None = Login.objects.select_related("member").filter(pk=user_id).first()
        return login if login is not None and self.user_can_authenticate(login) else None
