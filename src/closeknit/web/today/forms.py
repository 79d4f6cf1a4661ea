"""The form by which a call is put off."""

from django import forms

from closeknit.analysis.kinds import TodayClass


class PutOffForm(forms.Form):
    """Until which day an account may rest."""

    until_on = forms.DateField(label="Until", widget=forms.DateInput(attrs={"type": "date"}))
    class_code = forms.ChoiceField(choices=[(one.value, one.value) for one in TodayClass], widget=forms.HiddenInput)
