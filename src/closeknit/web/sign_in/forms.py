"""Forms of the first run and of joining."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth import password_validation


@cache
def list_zones() -> list[str]:
    """Return the names of all time zones, by name; they are read from disk once, and there are six hundred of them."""
    return sorted(available_timezones())


class PasswordField(forms.CharField):
    """A new password, held against the rules of the house."""

    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})

    def validate(self, value: Any) -> None:
        super().validate(value)
        password_validation.validate_password(value)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """The address and the password of a member, asked for in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail"
        self.fields["login"].widget = forms.EmailInput(attrs={"autocomplete": "email"})
        self.fields["password"].widget.attrs.pop("placeholder", None)


class FirstRunForm(forms.Form):
    """What the first member says about the house and themselves."""

    house = forms.CharField(
        label="Your company", max_length=200, help_text="Or your department, if it serves other departments."
    )
    zone = forms.CharField(
        label="Time zone",
        initial="Europe/London",
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )
    currency = forms.CharField(
        label="Currency", initial="EUR", min_length=3, max_length=3, help_text="Three letters, such as EUR."
    )
    name = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label="Your e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = PasswordField(
        label="A password", help_text="Ten characters or more. A sentence is easier to keep in mind."
    )

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    @property
    def zones(self) -> list[str]:
        """Return the names of all time zones, for the field's list."""
        return list_zones()


class JoinForm(forms.Form):
    """What somebody says who follows an invitation."""

    name = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = PasswordField(
        label="A password", help_text="Ten characters or more. A sentence is easier to keep in mind."
    )
