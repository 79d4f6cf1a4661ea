"""The form by which a call is put into a calendar."""

from typing import Any

from django import forms

from closeknit.web.filling import set_zone
from closeknit.web.touchpoints.moments import MomentField


class InvitationForm(forms.Form):
    """When the call is to be, how long, and whether the person is invited to it."""

    starts_at = MomentField(label="When")
    minutes = forms.TypedChoiceField(
        label="How long", coerce=int, choices=[(n, f"{n} minutes") for n in (15, 30, 45, 60, 90)], initial=30
    )
    invite = forms.BooleanField(label="Invite them", required=False)

    def __init__(self, *args: Any, zone: str, whom: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "invitation_%s"} | kwargs)
        set_zone(self, "starts_at", zone)
        if whom:
            self.fields["invite"].label = f"Invite {whom}, by an attendee line in the file"
        else:
            del self.fields["invite"]
