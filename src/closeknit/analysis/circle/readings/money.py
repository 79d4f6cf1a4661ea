"""Money: do we know what they bring, and is the day near on which they decide about it?"""

import datetime

from closeknit.analysis.circle.readings.reading import Gauge, Level, Reading

_NEAR_DAYS = 90


def read_money(*, worth: float | None, renewal_on: datetime.date | None, as_of: datetime.date) -> Reading:
    """Return what worth and renewal say: a renewal that passed without a new day is ill, a near one uneasy."""
    level, says = _say(worth, renewal_on, as_of)
    known = (worth is not None) + (renewal_on is not None)
    return Reading(
        gauge=Gauge.MONEY,
        level=level,
        says=says,
        on=renewal_on if renewal_on and renewal_on <= as_of else None,
        coverage=known / 2,
        covered=("neither worth nor renewal is known", "worth or renewal is not known", "worth and renewal are known")[
            known
        ],
        question="What will you look at when you decide about the renewal, and who decides with you?",
    )


def _say(worth: float | None, renewal_on: datetime.date | None, as_of: datetime.date) -> tuple[Level, str]:
    if renewal_on is None:
        known = "what they bring is known" if worth is not None else "what they bring is not known"
        return Level.UNKNOWN, f"{known}, but not when they decide about it again"
    days = (renewal_on - as_of).days
    if days < 0:
        return (
            Level.ILL,
            f"the renewal was due {-days} {'day' if days == -1 else 'days'} ago and nobody has written down the next",
        )
    if days <= _NEAR_DAYS:
        return (
            Level.UNEASY,
            "they decide about the renewal today"
            if days == 0
            else f"they decide about the renewal in {days} {'day' if days == 1 else 'days'}",
        )
    return Level.WELL, f"the renewal is {days} days away"
