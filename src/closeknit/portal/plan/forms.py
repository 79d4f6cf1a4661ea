"""Forms of the plan for people outside."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.kit.tables import values


class FigureField(forms.CharField):
    """A figure as people write it: "1,200.5", "1.200,5", "61 %"."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return values.parse_number(typed) if typed else None
        except ValueError as error:
            raise forms.ValidationError(gettext("Write a figure, like 14 or 3.8.")) from error


class ReadingForm(forms.Form):
    """Where a goal stands that one owns."""

    value = FigureField(label=_("It stands at"))
    read_on = forms.DateField(label=_("On"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    source = forms.CharField(label=_("Where the figure comes from"), required=False, max_length=300)

    def __init__(self, *args: Any, goal: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{goal}_%s"
