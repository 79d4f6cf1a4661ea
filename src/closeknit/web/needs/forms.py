"""What is asked for on the needs' pages."""

from django import forms


class RatingForm(forms.Form):
    """One person's rating of a need."""

    contact = forms.CharField(max_length=64)
    importance = forms.IntegerField(min_value=0, max_value=10)
    satisfaction = forms.IntegerField(min_value=0, max_value=10)
    rated_on = forms.DateField(required=False)
