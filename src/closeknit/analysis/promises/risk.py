"""When the house itself says that a promise may not be kept: its day is near and nothing has been done about it."""

import datetime
from dataclasses import dataclass

from closeknit.analysis import periods

# The house's rule: the last fifth of the time that was given, at least three days and at most fourteen.
NEAR_SHARE = 0.2
NEAR_LEAST_DAYS = 3
NEAR_MOST_DAYS = 14


@dataclass(frozen=True, slots=True)
class RiskOffer:
    """That a promise looks at risk, with the sentence that says why."""

    days_left: int
    reason: str


def offer_risk(
    *,
    made_on: datetime.date,
    due_on: datetime.date | None,
    acted_on: datetime.date | None,
    spoke_on: datetime.date | None,
    as_of: datetime.date,
) -> RiskOffer | None:
    """Return why an open promise looks at risk on `as_of`, or None.

    Its day is near (the last fifth of the time from `made_on`, within 3 to 14 days) and since it was made nobody did anything about it that
    we know of: nothing was written to it (`acted_on`), and nobody spoke with them (`spoke_on`). What is overdue is past being at risk.
    """
    if due_on is None or due_on < as_of:
        return None
    days_left = (due_on - as_of).days
    if days_left > near_days(made_on=made_on, due_on=due_on):
        return None
    done = [day for day in (acted_on, spoke_on) if day is not None and day > made_on]
    if done or made_on == as_of:
        return None
    when = "Due today" if days_left == 0 else f"{periods.say_span(days_left).capitalize()} left"
    return RiskOffer(
        days_left,
        f"{when}; nothing was written to it and nobody spoke with them since it was made "
        f"{periods.say_day(made_on, as_of=as_of).text}",
    )


def near_days(*, made_on: datetime.date, due_on: datetime.date) -> int:
    """Return from how many days before its day on a promise is near."""
    given = (due_on - made_on).days
    return min(NEAR_MOST_DAYS, max(NEAR_LEAST_DAYS, round(given * NEAR_SHARE)))
