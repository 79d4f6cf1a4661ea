"""How allauth fits the outside's door: a code by mail through the house's own outbox, and nobody learns whom we know."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from closeknit.accounts.shared import entering
from closeknit.kit import clock, mail
from closeknit.kit.viewer import house
from closeknit.portal.sign_in.entering import BACKEND, note
from closeknit.portal.sign_in.sealing import seal

CODE_MAIL = "account/email/login_code"


class PortalAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Whoever reads at an address that we let in comes in by a code; there is no password, and no signing up here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the pages say it."""

    def generate_login_code(self) -> str:
        """Return what the session keeps of a new code, sealed. The code itself goes into the mail of this request, and nowhere else."""
        code: str = super().generate_login_code()
        self.request.sign_in_code = code
        return seal(code)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        user.backend = BACKEND
        super().login(request, user)
        note(request, clock.now())
        # They have just shown that they read at the address: wherever it is invited they may come in.
        entering.accept_all(login_id=user.pk, at=clock.now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("portal:spaces")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return redirect("account_request_login_code")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the code into the outbox. An address that we do not know gets no mail at all: a stranger cannot make us write to others."""
        if template_prefix != CODE_MAIL:
            return
        at = clock.now()
        words = {"code": self.request.sign_in_code, "house": getattr(self.request, "house", None)}
        mail.put(
            to=[email],
            subject=" ".join(render_to_string("portal/sign_in/code_subject.txt", words).split()),
            body=render_to_string("portal/sign_in/code.txt", words).strip() + "\n",
            about="sign-in code",
            at=at,
            viewer=house("a code to sign in with"),
            is_secret=True,
            useful_until=at + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
        )
