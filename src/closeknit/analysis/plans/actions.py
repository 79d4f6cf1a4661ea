"""Days that are counted from another one: "three weeks after the kick-off"; and what moves when that one moves."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

# Ten years either way: further off nobody plans, and it keeps the sums within the calendar.
MOST_DAYS = 3660


class OffsetRefused(ValueError):
    """A distance that is no plan; `sentence` is for the person who typed it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Counted:
    """An action that is counted from a day: how far from it, and whether it is done."""

    id: str
    offset_days: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """What becomes of one action when its day moves. `is_past`: it would lie in the past at once."""

    id: str
    from_on: datetime.date
    to_on: datetime.date
    is_past: bool


def count_due(anchor_on: datetime.date, offset_days: int) -> datetime.date:
    """Return the day that lies `offset_days` after the anchor, before it where negative; or raise OffsetRefused."""
    if abs(offset_days) > MOST_DAYS:
        raise OffsetRefused("That is more than ten years off. Choose a day nearer by.")
    return anchor_on + datetime.timedelta(offset_days)


def say_offset(offset_days: int, anchor: str) -> str:
    """Return "3 weeks after the kick-off", "2 days before the review of 8 Dec" or "on the day of the kick-off"."""
    if not offset_days:
        return f"on the day of {anchor}"
    days = abs(offset_days)
    number, unit = (days // 7, "week") if days % 7 == 0 else (days, "day")
    return f"{number} {unit}{'' if number == 1 else 's'} {'after' if offset_days > 0 else 'before'} {anchor}"


def plan_shift(
    actions: Iterable[Counted], *, from_on: datetime.date, to_on: datetime.date, as_of: datetime.date
) -> tuple[Shift, ...]:
    """Return how each action that is counted from a day moves with it, in their order; what is done stays where it was."""
    return tuple(
        Shift(one.id, count_due(from_on, one.offset_days), due_on := count_due(to_on, one.offset_days), due_on < as_of)
        for one in actions
        if not one.is_done and from_on != to_on
    )
