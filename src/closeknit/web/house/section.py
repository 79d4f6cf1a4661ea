"""What a section of the house's settings is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm

# Forms that were refused, by name: each is shown again in its section with all that was typed and what is wrong.
Typed = Mapping[str, BaseForm]


@dataclass(frozen=True)
class Section:
    """One section of the settings: its head, and the template that shows `context` in it, given as `section.context`."""

    name: str  # its id on the page
    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
