"""The form in which an account says what it is there for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PurposeForm(forms.Form):
    """What one's own company is there for, on the version that one saw."""

    text = forms.CharField(
        label=_("What you are there for"),
        required=False,
        help_text=_("Markdown. Your colleagues here and your partners read it. Each version stays."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=1_000_000)
