"""Forms about oneself."""

from django import forms

from closeknit.web.sign_in.forms import PasswordField


class NameForm(forms.Form):
    """What a member is called."""

    name = forms.CharField(label="My name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class PasswordForm(forms.Form):
    """A new password, and the one that holds."""

    old = forms.CharField(
        label="The password as it is",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    new = PasswordField(
        label="The new one", help_text="Ten characters or more. A sentence is easier to keep in mind.", strip=False
    )
