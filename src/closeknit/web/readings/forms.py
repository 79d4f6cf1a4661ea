"""The form in which one says how it feels."""

from django import forms

LEVELS = {"well": "at ease", "uneasy": "uneasy", "ill": "worried"}


class SenseForm(forms.Form):
    """How it feels to whoever fills it in, and why."""

    level = forms.ChoiceField(label="To me it feels", choices=list(LEVELS.items()), widget=forms.RadioSelect)
    why = forms.CharField(
        label="Because",
        max_length=1000,
        widget=forms.TextInput(attrs={"placeholder": "the smallest thing that I noticed"}),
    )
