"""Forms about profiles and forecasts."""

from collections.abc import Mapping
from typing import Any

from django import forms

from closeknit.analysis.kinds import STAGES_INSIDE_OUT, Stage
from closeknit.web.circle import labels as rings
from closeknit.web.direction import labels
from closeknit.web.people.forms import DayField


class WritingForm(forms.Form):
    """A version of a profile, written on another one."""

    text = forms.CharField(
        label="Where they are heading",
        strip=False,
        error_messages={
            "required": "Nothing was written. Say in a sentence where they are heading, and cite their words for it."
        },
        help_text="Markdown. A paragraph, or a point of a list, is one claim: it stands on the words cited in it. What ends in a "
        "question mark is a question and claims nothing.",
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true", "data-profile": ""}),
    )
    why = forms.CharField(
        label="What changed",
        required=False,
        max_length=300,
        help_text="A line for whoever compares versions.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    revisit_on = DayField(label="Look at it again on", required=False, help_text="Empty: after the days of their ring.")
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ForecastForm(forms.Form):
    """What we expect, by when and how likely."""

    text = forms.CharField(
        label="We expect that",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "their third site opens"}),
    )
    percent = forms.IntegerField(
        label="How likely, in per cent", widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": "70"})
    )
    due_on = DayField(label="Decided on")


class OutcomeForm(forms.Form):
    """How a forecast ended, and what shows it."""

    outcome = forms.ChoiceField(label="How it ended", choices=list(labels.OUTCOMES.items()), widget=forms.RadioSelect)
    proof = forms.CharField(
        label="How one can see it, or why it cannot be told",
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RevisitForm(forms.Form):
    """After how many days the profiles of each ring are looked at again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_revisit_%s"
        for stage in STAGES_INSIDE_OUT:
            label = f"{rings.RINGS[stage]}: days"
            field = forms.IntegerField(label=label)
            field.widget.attrs |= {"aria-label": label, "inputmode": "numeric"}
            self.fields[stage.value] = field

    @staticmethod
    def initial_of(days: Mapping[Stage, int]) -> dict[str, int]:
        """Return what the form begins with."""
        return {stage.value: n for stage, n in days.items()}

    @property
    def rows(self) -> list[tuple[str, forms.BoundField]]:
        """Return each ring with its field."""
        return [(rings.RINGS[stage], self[stage.value]) for stage in STAGES_INSIDE_OUT]
