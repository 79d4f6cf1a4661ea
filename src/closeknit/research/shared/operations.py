"""What people outside answer and tell us of what they saw."""

from datetime import datetime

from django.utils.translation import gettext as _

from closeknit.accounts.shared import queries as account_queries
from closeknit.analysis.kinds import StepCode
from closeknit.kit import ids, typed
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.research import events
from closeknit.research.models import Observation, SentQuestion
from closeknit.research.observing import keeping
from closeknit.research.sending import answering
from closeknit.research.sending import operations as sending


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
def add_observation(*, account: str, text: str, viewer: Viewer, at: datetime, job: str = "", step: str = "") -> str:
    """Tell what one saw at work and return the observation's id; colleagues and the host company read it.

    Raises NotFound or NothingSaid. It is a conversation of theirs too: its words are evidence from then on.
    """
    contact = account_queries.find_contact(account, viewer=viewer)
    said = typed.check_said(text, _("Write what you saw. Nothing was kept."))
    row = Observation(
        id=ids.new("observation", account), account_id=account, contact_id=contact, text=said,
        job=typed.check_note(job, most=200), step=step if step in list(StepCode) else "", written_at=at,
    )  # fmt: skip
    row.touchpoint_id = keeping.keep(row, viewer=viewer, at=at)
    Observation.objects.add(row)
    record(events.ObservationAdded(subject=row.pk, account=account, step=row.step), viewer=viewer, at=at)
    return row.pk


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
