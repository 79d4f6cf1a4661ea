"""May this happen now, to a need or its words?"""

from collections.abc import Sequence
from datetime import date

from closeknit.analysis import lifecycles
from closeknit.analysis.kinds import NeedState, StepCode
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Job, Need
from closeknit.verbatims.models import Verbatim

LONGEST_STATEMENT = 200
HIGHEST_RATING = 10


class BadMove(Refused):
    """The need cannot go from the state it is in to the one that was asked for."""


class BadStatement(Refused):
    """The statement is empty, too long or taken."""


class NothingChosen(Refused):
    """No words, or no needs, were chosen."""


class BadRating(Refused):
    """A rating is no whole number from 0 to 10, or lies in the future."""


class SameNeed(Refused):
    """A need cannot be merged into itself, or words moved to where they are."""


def get_need(need: str, *, viewer: Viewer) -> Need:
    """Return the need that `viewer` may see, or raise NotFound."""
    row = Need.objects.visible_to(viewer).filter(pk=need).first()
    if row is None:
        raise NotFound("There is no need by that name.")
    return row


def get_target(need: str, *, viewer: Viewer) -> Need:
    """Return the need that words can be laid beside now: the one given, or the one it was merged into; or raise NotFound or BadMove."""
    row = get_need(need, viewer=viewer)
    row = get_need(row.merged_into_id, viewer=viewer) if row.merged_into_id else row
    if row.state == NeedState.DISMISSED:
        raise BadMove(f"“{row.statement}” was dismissed. Bring it back first, or choose another.")
    return row


def get_chosen(needs: Sequence[str]) -> list[str]:
    """Return the chosen needs, each once and in their order, or raise NothingChosen."""
    chosen = list(dict.fromkeys(needs))
    if not chosen:
        raise NothingChosen("Choose the needs first. Nothing was changed.")
    return chosen


def get_words(verbatims: Sequence[str], *, viewer: Viewer) -> list[Verbatim]:
    """Return the verbatims in the order of the stream, or raise NothingChosen, or NotFound where one of them is not there."""
    chosen = set(verbatims)
    if not chosen:
        raise NothingChosen("Choose the sentences first.")
    rows = list(Verbatim.objects.visible_to(viewer).filter(pk__in=chosen).order_by("position"))
    if len(rows) < len(chosen):
        raise NotFound("Some of these words are not here any more. Nothing was changed.")
    return rows


def check_move(need: Need, state: NeedState) -> None:
    """Raise BadMove where the lifecycle does not lead from the need's state to `state`."""
    try:
        lifecycles.check_move(lifecycles.NEED, need.state, state)
    except lifecycles.MoveRefused as refused:
        raise BadMove(refused.sentence) from None


def can_move(need_state: str, state: NeedState) -> bool:
    """Return whether a need in `need_state` can become `state`, for the button."""
    return lifecycles.can_move(lifecycles.NEED, need_state, state)


def check_statement(statement: str, *, viewer: Viewer, but: str = "") -> str:
    """Return the statement in one line, or raise BadStatement where it is empty, too long, or that of another open need."""
    stated = " ".join(statement.split())
    if not any(letter.isalnum() for letter in stated):
        raise BadStatement("A need wants some words: what do they want to be able to do, or be rid of?")
    if len(stated) > LONGEST_STATEMENT:
        raise BadStatement(f"That is {len(stated)} characters long; a need is said in {LONGEST_STATEMENT} at most.")
    taken = Need.objects.visible_to(viewer).filter(state=NeedState.OPEN, statement__iexact=stated).exclude(pk=but)
    if taken.exists():
        raise BadStatement(f"“{stated}” is a need already. Move the words there, or say how this one differs.")
    return stated


def get_job(job: str, *, viewer: Viewer) -> Job:
    """Return the job that `viewer` may see, or raise NotFound."""
    row = Job.objects.visible_to(viewer).filter(pk=job).first()
    if row is None:
        raise NotFound("There is no job by that name.")
    return row


def check_job(statement: str, *, viewer: Viewer, but: str = "") -> str:
    """Return what a job is in one line, or raise BadStatement where it is empty, too long, or that of another job."""
    stated = " ".join(statement.split())
    if not any(letter.isalnum() for letter in stated):
        raise BadStatement("A job wants some words: what are they trying to get done?")
    if len(stated) > LONGEST_STATEMENT:
        raise BadStatement(f"That is {len(stated)} characters long; a job is said in {LONGEST_STATEMENT} at most.")
    if Job.objects.visible_to(viewer).filter(statement__iexact=stated).exclude(pk=but).exists():
        raise BadStatement(f"“{stated}” is a job already.")
    return stated


def check_step(code: str) -> StepCode:
    """Return the step of the job map by its code, or raise NotFound."""
    if code not in tuple(StepCode):
        raise NotFound("There is no such step.")
    return StepCode(code)


def check_rating(importance: int, satisfaction: int, rated_on: date, today: date) -> None:
    """Raise BadRating where a figure is not within 0 and 10, or the day is still to come."""
    if not (0 <= importance <= HIGHEST_RATING and 0 <= satisfaction <= HIGHEST_RATING):
        raise BadRating(f"Importance and satisfaction are whole numbers from 0 to {HIGHEST_RATING}. Nothing was kept.")
    if rated_on > today:
        raise BadRating("That day is still to come. Nothing was kept.")
