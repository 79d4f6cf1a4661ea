"""What is asked of somebody who comes in: an address, then the code that was sent there."""

import secrets
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.portal.sign_in.sealing import seal


class AskForCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth ships no types
    """The address at which somebody reads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].error_messages["invalid"] = _("Write the whole e-mail address: name@company.example.")
        self.fields["email"].widget = forms.EmailInput(attrs={"autocomplete": "email"})


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth ships no types
    """The code as the mail says it; a telephone offers it by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})

    def clean_code(self) -> str:
        """Return the code where it is the one that was sent: of that the session keeps the seal alone."""
        typed = "".join(self.cleaned_data["code"].replace("-", " ").split())
        if not secrets.compare_digest(seal(typed), self.expected_code or ""):
            raise get_adapter().validation_error("incorrect_code")
        return typed
