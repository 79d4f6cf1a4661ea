"""What a form is given by the page it stands on: what can be chosen."""

from collections.abc import Iterable
from typing import cast

from django import forms


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]], *, first: str | None = None) -> None:
    """Let one choose among these in the field `name`; `first` is what stands above them and means none."""
    field = cast(forms.ChoiceField, form.fields[name])
    field.choices = [*([("", first)] if first is not None else []), *choices]
