"""May this happen now, to an account's stage or to a cadence?"""

from datetime import date

from closeknit.analysis import lifecycles
from closeknit.analysis.circle.cadence import Cadence, CadenceRefused
from closeknit.analysis.kinds import Stage
from closeknit.kit.refusals import Refused


class CannotMove(Refused):
    """The account cannot go from where it stands to there."""


class NoReason(Refused):
    """A decision without its reason."""


class BadDay(Refused):
    """A day on the wrong side of today."""


class NoSuchStage(Refused):
    """A code that is no stage."""


class BadCadence(Refused):
    """Limits that nobody could keep."""


def read_stage(code: str) -> Stage:
    """Return the stage with this code, or raise NoSuchStage."""
    try:
        return Stage(code)
    except ValueError as error:
        raise NoSuchStage("There is no such stage. Choose one of the rings.") from error


def check_can_move(from_stage: Stage, to_stage: Stage) -> None:
    """Raise CannotMove where an account at `from_stage` cannot go to `to_stage`."""
    try:
        lifecycles.check_move(lifecycles.STAGE, from_stage, to_stage)
    except lifecycles.MoveRefused as refused:
        raise CannotMove(refused.sentence) from refused


def can_move(from_stage: Stage, to_stage: Stage) -> bool:
    """Return whether an account at `from_stage` can go to `to_stage`."""
    return lifecycles.can_move(lifecycles.STAGE, from_stage, to_stage)


def check_reason(reason: str) -> str:
    """Return the reason without blanks around it, or raise NoReason."""
    if not reason.strip():
        raise NoReason("Say why it moves. In a year nobody remembers, and then this line is all there is.")
    return reason.strip()


def check_days(*, decided_on: date, review_on: date | None, today: date) -> None:
    """Raise BadDay where a decision is of a day to come, or is looked at again before it was made."""
    if decided_on > today:
        raise BadDay("A decision is of today or earlier.")
    check_review(review_on, after=decided_on)


def check_review(review_on: date | None, *, after: date) -> None:
    """Raise BadDay where the day to look again is not later than `after`."""
    if review_on is not None and review_on <= after:
        raise BadDay("Choose a later day to look at it again.")


def read_cadence(ideal_days: int | None, latest_days: int | None) -> Cadence | None:
    """Return the cadence of these limits, None where neither is given; or raise BadCadence."""
    if ideal_days is None and latest_days is None:
        return None
    if ideal_days is None or latest_days is None:
        raise BadCadence("Give both limits, or neither. The old limits still hold.")
    try:
        return Cadence(ideal_days, latest_days)
    except CadenceRefused as refused:
        raise BadCadence(refused.sentence) from refused
