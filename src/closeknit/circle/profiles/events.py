"""What is recorded about profiles: ids, numbers and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event


@dataclass(frozen=True, kw_only=True)
class ProfileWritten(Event):
    """Somebody wrote a version; `n_unsupported` of its `n_claims` cite nothing."""

    kind: ClassVar[str] = "profile.written"
    version: int
    n_claims: int
    n_unsupported: int
    revisit_on: date


@dataclass(frozen=True, kw_only=True)
class ProfileConfirmed(Event):
    """Somebody looked again and left it as it stands."""

    kind: ClassVar[str] = "profile.confirmed"
    version: int
    revisit_on: date


@dataclass(frozen=True, kw_only=True)
class RevisitChanged(Event):
    """After how many days the profiles of a stage are looked at again."""

    kind: ClassVar[str] = "revisit.changed"
    stage: Code
    days: int
