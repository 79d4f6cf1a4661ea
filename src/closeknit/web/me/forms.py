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


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class DigestForm(forms.Form):
    """Whether and when the digest comes."""

    is_on = forms.BooleanField(label="Send me my digest once a week", required=False)
    weekday = forms.TypedChoiceField(label="On", coerce=int, choices=list(enumerate(_DAYS)))
    hour = forms.TypedChoiceField(label="At", coerce=int, choices=[(hour, f"{hour:02d}:00") for hour in range(24)])
    zone = forms.CharField(
        label="Time zone", max_length=64, widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"})
    )
