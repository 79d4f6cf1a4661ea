"""Closeness: where an account stands within its ring, from three parts that anybody can check."""

import datetime
from dataclasses import dataclass

from closeknit.analysis import periods
from closeknit.analysis.circle.cadence import Cadence


@dataclass(frozen=True, slots=True)
class Part:
    """One part of closeness: its code, its share 0–1, or None when it is not known; and the sentence behind it."""

    code: str
    share: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Closeness:
    """The mean of the parts that are known, 0–1, or None when none is. `parts` are recency, breadth, turn."""

    value: float | None
    parts: tuple[Part, Part, Part]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the codes of the parts that were left out."""
        return tuple(part.code for part in self.parts if part.share is None)


def score_closeness(
    *,
    last_on: datetime.date | None,
    cadence: Cadence | None,
    n_people_in_touch: int,
    n_people_known: int,
    n_begun_by_them: int,
    n_conversations: int,
    as_of: datetime.date,
) -> Closeness:
    """Return closeness 0–1 with its parts: the mean of recency, breadth and turn, as far as each is known.

    Recency is 0.5 ^ (days since two-way contact ÷ ideal): it halves each time an ideal period passes. Breadth is the
    people there whom we spoke with inside the latest limit ÷ the people whom we know there. Turn is the share of the
    last 180 days' conversations that they began. The formula is this house's own (design, "How the numbers are made").
    Raises `ValueError` when a part is larger than its whole, or negative.
    """
    parts = (
        _recency(last_on, cadence, as_of),
        _breadth(n_people_in_touch, n_people_known),
        _turn(n_begun_by_them, n_conversations),
    )
    known = [part.share for part in parts if part.share is not None]
    return Closeness(sum(known) / len(known) if known else None, parts)


def _recency(last_on: datetime.date | None, cadence: Cadence | None, as_of: datetime.date) -> Part:
    if cadence is None:
        return Part("recency", None, "No cadence is set, so nobody can say what recent means")
    if last_on is None:
        return Part("recency", None, "No two-way contact on record yet")
    days = max(0, (as_of - last_on).days)
    said = periods.say_distance(min(last_on, as_of), as_of=as_of).text
    return Part("recency", 0.5 ** (days / cadence.ideal_days), f"Last spoke {said}, ideal {cadence.ideal_days} days")


def _breadth(in_touch: int, known: int) -> Part:
    _check_share("people in touch", in_touch, known)
    if known == 0:
        return Part("breadth", None, "We know nobody there by name yet")
    return Part("breadth", in_touch / known, f"{in_touch} of {known} people there in two-way contact")


def _turn(begun: int, conversations: int) -> Part:
    _check_share("conversations they began", begun, conversations)
    if conversations == 0:
        return Part("turn", None, "No conversation in the last 180 days")
    return Part("turn", begun / conversations, f"{begun} of the last {conversations} conversations began with them")


def _check_share(what: str, part: int, whole: int) -> None:
    if not 0 <= part <= whole:
        raise ValueError(f"{what}: {part} of {whole} is not a share")
