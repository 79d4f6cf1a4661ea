"""Planning the next talk, logging it when it took place, calling it off."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.accounts import asks
from closeknit.accounts import checks as account_checks
from closeknit.analysis.kinds import AskKind, Medium
from closeknit.kit import clock, ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import checks, events, zones
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.touchpoints.models import Appointment
from closeknit.touchpoints.operations import recording


@operation(Capability.HAND_IN)
def plan_appointment(
    *,
    account: str,
    starts_at: datetime,
    viewer: Viewer,
    at: datetime,
    contact: str | None = None,
    member: str | None = None,
    medium: str = Medium.CALL,
    why: str = "",
    despite: str = "",
    is_agreed: bool = False,
) -> str:
    """Plan a talk with an account and return the appointment's id; or raise NotFound or AskedTooOften.

    `member` is who of ours goes, else the viewer. `despite` is why the contact is asked above the limit. With `is_agreed` they wished it
    so themselves, in the talk before: nobody is held back from what they agreed to.
    """
    row = account_checks.get_account(account, viewer=viewer)
    if contact is not None:
        account_checks.get_contact(contact, viewer=viewer)
    goes = member or (viewer.member)
    if goes is None:
        raise NotFound("Say who of ours goes.")
    pk = ids.new("appointment", row.pk)
    if contact is not None and not is_agreed:
        _ask(contact, pk, starts_at, despite, viewer, at)
    appointment = Appointment.objects.add(
        Appointment(
            id=pk,
            account=row,
            contact_id=contact,
            member_id=goes,
            starts_at=starts_at,
            medium=Medium(medium),
            why=why,
            created_at=at,
        )
    )
    undo.keep_new(appointment)
    made = events.AppointmentMade(subject=appointment.pk, account=row.pk, starts_at=starts_at)
    record(made, viewer=viewer, at=at)
    return appointment.pk


@operation(Capability.HAND_IN)
def log_touchpoint(
    *,
    account: str | None,
    medium: str,
    started_at: datetime,
    speakers: Sequence[Speaker],
    lines: Sequence[Line],
    viewer: Viewer,
    at: datetime,
    direction: str | None = None,
    wording: str = "exact",
    subject: str = "",
    summary: str = "",
    conversation: str = "",
    appointment: str | None = None,
    next_at: datetime | None = None,
    next_why: str = "",
) -> str:
    """Store a talk that took place and return its id: it settles `appointment` where it was planned, and plans the next at `next_at`.

    `conversation` is that of the message which it answers. Raises NotFound or StillToCome.
    A talk may have no words written down: that we spoke is worth knowing by itself.
    """
    planned = checks.get_appointment(appointment, viewer=viewer) if appointment else None
    touchpoint = recording.record_touchpoint(
        medium=medium,
        started_at=started_at,
        lines=lines,
        speakers=speakers,
        account=account,
        direction=direction,
        wording=wording,
        subject=subject,
        summary=summary,
        conversation=conversation,
        viewer=viewer,
        at=at,
    )
    if planned is not None:
        undo.keep(planned)
        planned.change(state="logged", touchpoint_id=touchpoint)
        ended = events.AppointmentEnded(subject=planned.pk, account=planned.account_id, state="logged")
        record(ended, viewer=viewer, at=at)
    if next_at is not None and account is not None:
        contact = next((speaker.contact for speaker in speakers if speaker.contact), None)
        plan_appointment(
            account=account, contact=contact, starts_at=next_at, why=next_why, is_agreed=True, viewer=viewer, at=at
        )
    return touchpoint


@operation(Capability.HAND_IN)
def log_appointment(
    *, appointment: str, lines: Sequence[Line], viewer: Viewer, at: datetime, started_at: datetime | None = None
) -> str:
    """Store the talk that was planned, with whom and when it was planned or at `started_at`, and return its id; or raise NotFound."""
    planned = checks.get_appointment(appointment, viewer=viewer)
    theirs = (Speaker(contact=planned.contact_id),) if planned.contact_id else ()
    return log_touchpoint(
        account=planned.account_id,
        medium=planned.medium,
        started_at=started_at or min(planned.starts_at, at),
        speakers=(*theirs, Speaker(member=planned.member_id)),
        lines=lines,
        appointment=appointment,
        viewer=viewer,
        at=at,
    )


@operation(Capability.HAND_IN)
def call_off_appointment(*, appointment: str, viewer: Viewer, at: datetime) -> None:
    """Call a planned talk off, or raise NotFound."""
    planned = checks.get_appointment(appointment, viewer=viewer)
    undo.keep(planned)
    planned.change(state="called_off")
    ended = events.AppointmentEnded(subject=planned.pk, account=planned.account_id, state="called_off")
    record(ended, viewer=viewer, at=at)


def _ask(contact: str, appointment: str, starts_at: datetime, despite: str, viewer: Viewer, at: datetime) -> None:
    """Raise AskedTooOften where the talk would be one too many; a reason why it must be is kept with the appointment's id."""
    on = clock.local_date(starts_at, zones.of_house())
    if asks.check_can_ask(contact=contact, on=on, despite=despite, viewer=viewer):
        asks.record_ask(
            contact=contact, kind=AskKind.CALL, on=on, about=appointment, despite=despite, viewer=viewer, at=at
        )
