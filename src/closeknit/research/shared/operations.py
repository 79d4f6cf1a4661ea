"""What people outside answer and tell us of what they saw."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from closeknit.accounts.shared import queries as account_queries
from closeknit.analysis.kinds import StepCode
from closeknit.discussions.attaching import MOST_BYTES, Given
from closeknit.kit import ids, typed
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.research import events
from closeknit.research.models import Observation, SentQuestion
from closeknit.research.observing import keeping, photos
from closeknit.research.observing.photos import MOST as MOST_PHOTOS
from closeknit.research.sending import answering
from closeknit.research.sending import operations as sending

__all__ = [
    "MOST_BYTES",
    "MOST_PHOTOS",
    "Given",
    "add_observation",
    "answer_question",
    "ask_for_photo",
    "put_question_away",
    "take_back_observation",
]


@operation(Capability.TAKE_PART)
def answer_question(*, sent: str, words: str, viewer: Viewer, at: datetime) -> None:
    """Answer a question that waits for the viewer, in their own words; or raise NotFound or NothingSaid."""
    said = typed.check_said(words, _("Write your answer first. The question waits."))
    answering.keep(_mine(sent, viewer), said, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def put_question_away(*, sent: str, viewer: Viewer, at: datetime) -> None:
    """Let a question wait no longer, unanswered; or raise NotFound. Nobody is asked why."""
    sending.close(_mine(sent, viewer), viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def add_observation(
    *, account: str, text: str, viewer: Viewer, at: datetime, job: str = "", step: str = "", given: Sequence[Given] = ()
) -> str:
    """Tell what one saw at work, with up to a few pictures, and return the observation's id; colleagues and the host company read it.

    Raises NotFound, NothingSaid, NotAPicture, BadFile or BadPicture; then nothing is kept.
    It is a conversation of theirs too: its words are evidence from then on.
    """
    contact = account_queries.find_contact(account, viewer=viewer)
    said = typed.check_said(text, _("Write what you saw. Nothing was kept."))
    ready = photos.prepare(given)
    row = Observation(
        id=ids.new("observation", account), account_id=account, contact_id=contact, text=said,
        job=typed.check_note(job, most=200), step=step if step in list(StepCode) else "", written_at=at,
    )  # fmt: skip
    row.touchpoint_id = keeping.keep(row, viewer=viewer, at=at)
    Observation.objects.add(row)
    photos.hang(row, ready, at=at)
    added = events.ObservationAdded(subject=row.pk, account=account, step=row.step, n_photos=len(ready))
    record(added, viewer=viewer, at=at)
    return row.pk


@operation(Capability.READ_SHARED)
def ask_for_photo(*, photo: str, viewer: Viewer, at: datetime) -> str:
    """Return the token by which one can fetch a picture for the next minutes, or raise NotFound."""
    return photos.give(photo, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def take_back_observation(*, observation: str, viewer: Viewer, at: datetime) -> None:
    """Take back what one saw, or raise NotFound. Nobody reads it any more; words that a need stands on by now stay with us."""
    rows = Observation.objects.visible_to(viewer).filter(contact__person_id=viewer.id, taken_back_at__isnull=True)
    row = rows.filter(pk=observation).first()
    if row is None:
        raise NotFound
    row.change(taken_back_at=at)
    keeping.take_out(row, viewer=viewer, at=at)
    record(events.ObservationTakenBack(subject=row.pk, account=row.account_id), viewer=viewer, at=at)


def _mine(sent: str, viewer: Viewer) -> SentQuestion:
    row = sending.get_waiting(sent, viewer=viewer)
    if row.contact.person_id != viewer.id:
        raise NotFound
    return row
