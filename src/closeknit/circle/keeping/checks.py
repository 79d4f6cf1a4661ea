"""May this happen now, to limits of one's own or to a pause?"""

from datetime import date, timedelta

from closeknit.analysis.circle.cadence import Cadence
from closeknit.circle import checks
from closeknit.kit.refusals import Refused

# Longer than this nobody remembers why; one who is not to be called any more was let go.
LONGEST_PAUSE = timedelta(days=731)
_MOST_DAYS = 3650


class BadPause(Refused):
    """A pause without its reason, or with an end that is none."""


class NothingChosen(Refused):
    """Several were to be changed, and none was chosen."""


def read_own_limits(ideal_days: int | None, latest_days: int | None) -> Cadence | None:
    """Return limits of an account's or a contact's own, None where neither is given; or raise BadCadence."""
    limits = checks.read_cadence(ideal_days, latest_days)
    if limits is not None and limits.latest_days > _MOST_DAYS:
        raise checks.BadCadence(f"{limits.latest_days} days are more than ten years. The old limits still hold.")
    return limits


def check_pause(*, reason: str, until_on: date, today: date) -> str:
    """Return the reason without blanks around it, or raise BadPause."""
    if not reason.strip():
        raise BadPause("Say why. Whoever sees the pause in a month will want to know. Nothing was paused.")
    if until_on < today:
        raise BadPause("A pause ends today or later. Nothing was paused.")
    if until_on > today + LONGEST_PAUSE:
        raise BadPause(
            "A pause ends within two years; after that nobody remembers why. Choose a nearer day, or let the account go. "
            "Nothing was paused."
        )
    return reason.strip()


def check_any_chosen(chosen: object) -> None:
    """Raise NothingChosen where nothing was chosen."""
    if not chosen:
        raise NothingChosen("Choose at least one account first. Nothing was changed.")
