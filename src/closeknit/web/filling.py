"""What a form is given by the page it stands on: whose clock a moment is of."""

from typing import cast

from django import forms

from closeknit.web.touchpoints.moments import MomentField


def set_zone(form: forms.Form, name: str, zone: str) -> None:
    """Let the moment in the field `name` be of this zone's clock."""
    cast(MomentField, form.fields[name]).zone = zone
