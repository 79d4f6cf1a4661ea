"""What a reading is."""

import datetime
import enum
from dataclasses import dataclass


class Gauge(enum.StrEnum):
    """What is looked at. No two look at the same facts, or their agreement would prove nothing."""

    CONTACT = "contact"
    ANSWERS = "answers"
    PROMISES = "promises"
    VOICE = "voice"
    MONEY = "money"
    SENSE = "sense"


class Level(enum.StrEnum):
    """What one gauge says."""

    WELL = "well"
    UNEASY = "uneasy"
    ILL = "ill"
    UNKNOWN = "unknown"


# After so many days a reading says how it was, not how it is. Contact and promises carry their own days.
STALE_AFTER_DAYS: dict[Gauge, int] = {
    Gauge.ANSWERS: 120,
    Gauge.VOICE: 120,
    Gauge.MONEY: 400,
    Gauge.SENSE: 90,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one gauge says, as a sentence without full stop that can follow "but".

    `on` is the day of the newest fact it rests on, None of none. `coverage` is how much of what it should see it saw,
    0-1, None where nobody can know; `covered` says it in words. `question` is what one would ask to be sure.
    """

    gauge: Gauge
    level: Level
    says: str
    on: datetime.date | None
    coverage: float | None
    covered: str
    question: str
    is_stale: bool = False
    verbatim_ids: tuple[str, ...] = ()
    touchpoint_ids: tuple[str, ...] = ()
    promise_ids: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it says anything of today."""
        return self.level is not Level.UNKNOWN and not self.is_stale


def is_stale(gauge: Gauge, on: datetime.date | None, *, as_of: datetime.date) -> bool:
    """Return whether the newest fact is so old that the gauge tells of another time."""
    limit = STALE_AFTER_DAYS.get(gauge)
    return on is not None and limit is not None and (as_of - on).days > limit
