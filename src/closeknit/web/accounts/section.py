"""What a section of the account page is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Section:
    """One section: its head, and the template that shows `context` inside it, given as `section.context`."""

    name: str  # its id on the page
    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    link: str = ""
    link_url: str = ""
    column: Literal["main", "side", "below"] = "main"
