"""The forms of Today: putting off, handing on, declining."""

from typing import Any

from django import forms

from closeknit.analysis.kinds import TodayClass
from closeknit.kit.filling import offer

_CLASSES = [(one.value, one.value) for one in TodayClass]


class PutOffForm(forms.Form):
    """Until which day an account may rest."""

    until_on = forms.DateField(label="Until", widget=forms.DateInput(attrs={"type": "date"}))
    class_code = forms.ChoiceField(choices=_CLASSES, widget=forms.HiddenInput)


class HandOnForm(forms.Form):
    """Who should call, why, and by when."""

    to = forms.ChoiceField(label="Colleague")
    why = forms.CharField(label="Why they should call", max_length=300)
    by_on = forms.DateField(label="By", widget=forms.DateInput(attrs={"type": "date"}))
    class_code = forms.ChoiceField(choices=_CLASSES, widget=forms.HiddenInput)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", colleagues)
