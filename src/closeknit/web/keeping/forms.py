"""Forms of limits, pauses and a round of calls: for one account, one person, or many accounts at once."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from closeknit.circle.keeping import checks
from closeknit.kit.refusals import Refused

_SAID = {"": None, "yes": True, "no": False}


class LimitsForm(forms.Form):
    """Two limits in days; both empty, the limits above hold again."""

    ideal_days = forms.IntegerField(label="Ideal, days", required=False, widget=forms.NumberInput(attrs={"min": 1}))
    latest_days = forms.IntegerField(
        label="At the latest, days", required=False, widget=forms.NumberInput(attrs={"min": 1})
    )
    matters = forms.ChoiceField(
        label="Matters",
        required=False,
        choices=[("", "as the role says"), ("yes", "yes"), ("no", "no")],
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            try:
                checks.read_own_limits(said.get("ideal_days"), said.get("latest_days"))
            except Refused as refusal:
                self.add_error("latest_days", str(refusal))
        return said | {"matters": _SAID[said.get("matters", "")]}


class PauseForm(forms.Form):
    """Until when nobody asks for a call, and why."""

    until_on = forms.DateField(
        label="Through",
        error_messages={"required": "Say until when: a pause without an end is forgotten. Nothing was paused."},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    reason = forms.CharField(
        label="Why",
        max_length=500,
        error_messages={
            "required": "Say why. Whoever sees the pause in a month will want to know. Nothing was paused."
        },
    )


class CallsForm(forms.Form):
    """When the first of a round of calls begins, and what it is about."""

    starts_on = forms.DateTimeField(
        label="From",
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"required": "Say when the first call begins. Nothing was planned."},
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    why = forms.CharField(label="About", required=False, max_length=500)

    def starts_at(self, zone: str) -> datetime:
        """Return the moment that was written as the clock on the wall of `zone` shows it."""
        said: datetime = self.cleaned_data["starts_on"]
        return said.replace(tzinfo=ZoneInfo(zone))


def first_error(form: forms.Form) -> str:
    """Return what is wrong with a form as one sentence."""
    return next(str(error) for errors in form.errors.values() for error in errors)
