"""May this be written of where an account is heading?"""

from datetime import date

from closeknit.analysis.circle import forecasts as forecasts_analysis
from closeknit.circle import checks as circle_checks
from closeknit.circle.forecasts import queries as forecasts
from closeknit.circle.models import Profile
from closeknit.circle.profiles import citing
from closeknit.kit import markdown
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.viewer import Viewer

LONGEST = 20_000


class NothingWritten(Refused):
    """A profile without a word, or with too many."""


class ForecastsFirst(Refused):
    """A forecast has reached its day, and whoever writes on must first say how it ended."""


class UnknownWords(Refused):
    """The text cites words that are not here, or that the viewer may not see."""


class BadRevisit(Refused):
    """A day or a number of days that is no time to look again."""


def check_text(text: str) -> str:
    """Return the text without blanks around it, or raise NothingWritten."""
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise NothingWritten(
            "Nothing was written. Say in a sentence where they are heading, and cite their words for it."
        )
    if len(said) > LONGEST:
        raise NothingWritten(
            f"This is {len(said):,} letters long; a profile has at most {LONGEST:,}. Nothing was kept: shorten it here."
        )
    return said


def check_cited(text: str, *, viewer: Viewer) -> None:
    """Raise UnknownWords where the text cites what is not here for the viewer: the same words whether it is gone or hidden."""
    notes = markdown.list_notes(text)
    known = citing.list_cited(notes, viewer=viewer)
    missing = [f"[^{note}]" for note in notes if note not in known]
    if missing:
        several = f"{', '.join(missing[:-1])} and {missing[-1]}" if len(missing) > 1 else missing[0]
        raise UnknownWords(
            f"{several} {'are' if len(missing) > 1 else 'is'} not among the words here. What you wrote stands below; "
            "take it out, or cite other words."
        )


def check_newest(profile: Profile | None, base: int) -> None:
    """Raise ChangedMeanwhile where another version came after the one that was written on."""
    current = profile.version if profile else 0
    if base != current:
        raise ChangedMeanwhile(
            f"Somebody wrote version {current} while you were writing. Nothing is lost: both stand below. "
            "Take over what you want to keep, and keep yours as the next version."
        )


def check_forecasts_resolved(account: str, *, today: date, viewer: Viewer) -> None:
    """Raise ForecastsFirst while a forecast about the account waits for somebody to say how it ended."""
    if forecasts.has_due(account, by=today, viewer=viewer):
        raise ForecastsFirst("A forecast has reached its day. Say first how it ended, then write on.")


def check_revisit(revisit_on: date, *, today: date) -> None:
    """Raise BadRevisit where the day to look again is not ahead."""
    if revisit_on <= today:
        raise BadRevisit("Choose a day that is still ahead to look at it again.")


def check_days(stage: str, days: int) -> str:
    """Return the stage's code, or raise NoSuchStage or BadRevisit."""
    code = circle_checks.read_stage(stage)
    try:
        forecasts_analysis.check_revisit_days(days)
    except forecasts_analysis.ForecastRefused as refused:
        raise BadRevisit(refused.sentence) from refused
    return code


def get_profile(account: str, *, viewer: Viewer) -> Profile:
    """Return the profile of an account, or raise NotFound."""
    row = Profile.objects.visible_to(viewer).filter(pk=account).first()
    if row is None:
        raise NotFound("Nobody has written where this account is heading yet.")
    return row
