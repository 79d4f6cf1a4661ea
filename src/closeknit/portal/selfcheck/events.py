"""What is recorded about the door's looking at itself."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event


@dataclass(frozen=True, kw_only=True)
class WallBreached(Event):
    kind: ClassVar[str] = "wall.breached"
    route: Code
    what: Code


@dataclass(frozen=True, kw_only=True)
class WallChecked(Event):
    kind: ClassVar[str] = "wall.checked"
    n_contacts: int
    n_pages: int
    n_found: int
