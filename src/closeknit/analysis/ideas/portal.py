"""What comes in by the open portal: where something stands, why it was turned down, and whether the house can still keep its word."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class SubmissionState(enum.StrEnum):
    """Where something stands that was handed in outside."""

    LISTED = "listed"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Origin(enum.StrEnum):
    """By which way it came in."""

    PORTAL = "portal"
    EMBED = "embed"


class DeclineReason(enum.StrEnum):
    """Why something is not shown: a short list, so that the reasons can be counted; a sentence goes with each."""

    NOT_IDEA = "not_idea"
    KNOWN = "known"
    PRIVATE = "private"
    UNKIND = "unkind"
    ADVERT = "advert"
    OTHER = "other"


@dataclass(frozen=True)
class Intake:
    """Whether one more can be answered by its day. `room` is how many more; None where the house has set no limit."""

    n_queue: int
    most: int | None
    room: int | None
    reason: str

    @property
    def is_full(self) -> bool:
        """Return whether one more would break the promise."""
        return self.room is not None and self.room <= 0


def plan_intake(*, n_queue: int, a_week: int | None, days: int) -> Intake:
    """Return how many more ideas can be taken in so that each is answered within `days`, by readers who answer `a_week`.

    The queue moves in order, so the newest is answered after all before it (Little 1961: time waited = queue / rate). At least one is
    always taken: a portal that is open and takes nothing would be closed.
    """
    if a_week is None:
        return Intake(n_queue, None, None, f"{n_queue} wait for an answer; no limit is set")
    most = max(1, a_week * days // 7)
    room = max(0, most - n_queue)
    return Intake(n_queue, most, room, f"{n_queue} wait for an answer; {a_week} a week for {days} days make {most}")
