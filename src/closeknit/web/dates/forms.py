"""The form of a day that matters."""

from django import forms

from closeknit.web.people.forms import DayField


class DatedEventForm(forms.Form):
    """What the day is, when, and whether it comes round."""

    what = forms.CharField(
        label="What it is",
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "board meeting", "autocomplete": "off"}),
    )
    on = DayField(label="Day")
    is_yearly = forms.BooleanField(label="Every year", required=False)
