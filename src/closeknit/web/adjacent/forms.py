"""What people fill in around adjacent needs."""

from collections.abc import Sequence
from typing import Any

from django import forms

from closeknit.kit.filling import offer
from closeknit.web.adjacent import labels
from closeknit.web.people.forms import DayField


class NameForm(forms.Form):
    """What the needs of a group have in common."""

    name = forms.CharField(
        label="What these needs have in common", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class SpendForm(forms.Form):
    """What an account spends elsewhere."""

    account = forms.ChoiceField(label="Who")
    need = forms.ChoiceField(label="On what", required=False)
    amount = forms.DecimalField(
        label="A year, about", max_digits=13, decimal_places=2, widget=forms.NumberInput(attrs={"inputmode": "decimal"})
    )
    confidence = forms.ChoiceField(label="How sure", choices=list(labels.CONFIDENCE.items()))
    source = forms.CharField(
        label="Where it comes from",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Ferhat, in the call of 12 November"}),
    )
    spent_with = forms.CharField(
        label="Whom they pay", max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    said_on = DayField(label="True on")

    def __init__(
        self, *args: Any, accounts: Sequence[tuple[str, str]], needs: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("account", accounts), ("need", [("", "all of this group"), *needs])):
            offer(self, name, choices)


class CaseForm(forms.Form):
    """A version of a case, written on another one."""

    title = forms.CharField(
        label="What it would be called", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label, asks in labels.PARTS:
            rows = 5 if code == "why" else 3
            self.fields[code] = forms.CharField(
                label=label, help_text=asks, required=False, widget=forms.Textarea(attrs={"rows": rows})
            )

    @property
    def parts(self) -> dict[str, str]:
        """Return what was written, part by part."""
        return {code: self.cleaned_data[code] for code, *_ in labels.PARTS}
