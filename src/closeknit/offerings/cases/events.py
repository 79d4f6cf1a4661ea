"""What is recorded about cases: ids and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Event, Id


@dataclass(frozen=True, kw_only=True)
class CaseWritten(Event):
    """A version of a case for a new offering was written."""

    kind: ClassVar[str] = "case.written"
    group: Id
    version: int


@dataclass(frozen=True, kw_only=True)
class CaseOffered(Event):
    """An offering was made of a case."""

    kind: ClassVar[str] = "case.offered"
    offering: Id
