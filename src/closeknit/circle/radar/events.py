"""What is recorded about the radar: ids, codes, counts and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event


@dataclass(frozen=True, kw_only=True)
class RadarCounted(Event):
    """Accounts were counted anew."""

    kind: ClassVar[str] = "radar.counted"
    n_accounts: int
    n_alerts: int


@dataclass(frozen=True, kw_only=True)
class RadarTold(Event):
    """Owners were told by mail; each mail bundles what waited for them."""

    kind: ClassVar[str] = "radar.told"
    n_mails: int
    n_alerts: int


@dataclass(frozen=True, kw_only=True)
class RadarActed(Event):
    """Somebody did something about what was heard; `subject` is the act."""

    kind: ClassVar[str] = "radar.acted"
    certainty: Code
    act: Code
    acted_on: date
    was_unasked: bool


@dataclass(frozen=True, kw_only=True)
class RadarMailsSwitched(Event):
    """A member wants mails about the radar, or none."""

    kind: ClassVar[str] = "radar.mails_switched"
    is_on: bool
