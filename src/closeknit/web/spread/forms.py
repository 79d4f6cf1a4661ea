"""Forms about who was told what, and where somebody stands in their company."""

from collections.abc import Sequence
from typing import Any

from django import forms

from closeknit.kit.filling import offer
from closeknit.web.accounts.labels import choices
from closeknit.web.people.forms import DayField
from closeknit.web.spread import labels


class TellingForm(forms.Form):
    """Who was told, and of what."""

    contacts = forms.MultipleChoiceField(label="Who", widget=forms.CheckboxSelectMultiple)
    told = forms.MultipleChoiceField(label="Of what", widget=forms.CheckboxSelectMultiple)
    told_on = DayField(label="When", required=False)

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]], messages: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "contacts", people)
        offer(self, "told", messages)

    def telling(self) -> dict[str, Any]:
        """Return what `note_news` is told; a message is its kind and its id."""
        said = self.cleaned_data
        return {"contacts": said["contacts"], "news": said["told"], "told_on": said["told_on"]}


class FunctionForm(forms.Form):
    """In which part of the company somebody works, and how far their word reaches; empty: as the title says."""

    function = forms.ChoiceField(
        label="Works in", required=False, choices=choices(labels.FUNCTIONS, blank="as the title says")
    )
    level = forms.ChoiceField(
        label="Their word", required=False, choices=choices(labels.LEVELS, blank="as the title says")
    )
