"""The form in which one answers."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """An answer in one's own words."""

    words = forms.CharField(
        label=_("Your answer"),
        error_messages={"required": _("Write your answer first. The question waits.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
