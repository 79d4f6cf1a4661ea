"""Moments as a person types them: by the wall clock of the house."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

_FORMAT = "%Y-%m-%dT%H:%M"


def local(at: datetime, zone: str) -> str:
    """Return a moment as the browser's field for date and time takes it."""
    return at.astimezone(ZoneInfo(zone)).strftime(_FORMAT)


class MomentField(forms.CharField):
    """A date and time of the house's clock; cleaned, an aware moment, None where the field is empty."""

    def __init__(self, *, zone: str = "UTC", **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": "datetime-local", "step": "60"}), **kwargs)
        self.zone = zone

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            moment = datetime.fromisoformat(typed)
        except ValueError as error:
            raise forms.ValidationError("Give a day and a time, such as 23 November 2026, 14:30.") from error
        # What is typed is the house's own time, whatever zone a clever browser might add.
        return moment.replace(tzinfo=ZoneInfo(self.zone))
