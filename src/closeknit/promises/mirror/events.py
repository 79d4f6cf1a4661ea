"""What is recorded about mirror reports: ids, codes and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event


@dataclass(frozen=True, kw_only=True)
class MirrorChanged(Event):
    """Somebody worked on the next report of an account."""

    kind: ClassVar[str] = "mirror.changed"
    number: int
    n_texts: int
    n_left_out: int


@dataclass(frozen=True, kw_only=True)
class MirrorReleased(Event):
    """A report was released, as it stood, to an audience."""

    kind: ClassVar[str] = "mirror.released"
    number: int
    n_lines: int
    n_quotes: int
    audience: Code


@dataclass(frozen=True, kw_only=True)
class MirrorCalledBack(Event):
    """A report that was released is for our eyes only again."""

    kind: ClassVar[str] = "mirror.called_back"
    number: int
