"""Writing down one conversation, and taking one out."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.analysis.kinds import Direction, Medium, Wording
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping, checks, events, removal, storing, zones
from closeknit.touchpoints.drafts import TALKS, Draft, Line, Speaker, hash_key
from closeknit.touchpoints.models import Appointment, Entry, Participation, Touchpoint, Turn


@operation(Capability.HAND_IN)
def record_touchpoint(
    *,
    medium: str,
    started_at: datetime,
    lines: Sequence[Line],
    viewer: Viewer,
    at: datetime,
    speakers: Sequence[Speaker] = (),
    account: str | None = None,
    direction: str | None = None,
    wording: str = Wording.EXACT,
    subject: str = "",
    summary: str = "",
    conversation: str = "",
    message: str = "",
    member: str | None = None,
) -> str:
    """Store one conversation and return its id; or raise NotFound or StillToCome.

    Speakers who are not certain are looked up and, where nobody can tell, wait for a person. `conversation` is that of the message which
    this one answers, `message` the id of a mail of ours: what answers that stands with it. Without `direction` it is found from the medium
    and who spoke; `member` is who of ours took part, else the viewer.
    """
    checks.check_past(started_at, at)
    checks.check_reachable(account, speakers, viewer=viewer)
    draft = Draft(
        key=hash_key("entered", ids.new("entry")),
        started_at=started_at,
        medium=Medium(medium),
        lines=tuple(line for line in lines if line.text.strip()),
        speakers=tuple(speakers),
        direction=Direction(direction) if direction else None,
        wording=Wording(wording),
        subject=subject,
        summary=summary,
        account=account,
        member=member or (viewer.member),
        thread=conversation,
        message=message,
    )
    return _store(draft, viewer, at)


@operation(Capability.HAND_IN)
def capture_words(
    *,
    words: str,
    account: str | None,
    contact: str | None,
    wording: str,
    said_at: datetime,
    viewer: Viewer,
    at: datetime,
    medium: str = Medium.NOTE,
    said_by: str = "",
) -> str:
    """Store one thing that a customer said and return the touchpoint's id; or raise NothingSaid, NotFound or StillToCome.

    `contact` is who said it; where that is not known, `said_by` is the name as far as it was caught, or nobody is named.
    """
    named = Speaker(contact=contact) if contact else Speaker(name=said_by)
    speakers = (named,) if contact or said_by.strip() else ()
    lines = (Line(words.strip(), 0 if speakers else None),)
    checks.check_words(lines)
    return record_touchpoint(
        medium=medium,
        started_at=said_at,
        lines=lines,
        speakers=speakers,
        account=account,
        direction=Direction.BOTH if Medium(medium) in TALKS else Direction.THEIRS,
        wording=wording,
        viewer=viewer,
        at=at,
    )


@operation(Capability.HAND_IN)
def record_words(
    *,
    lines: Sequence[Line],
    speakers: Sequence[Speaker],
    account: str | None,
    wording: str,
    medium: str,
    started_at: datetime,
    viewer: Viewer,
    at: datetime,
) -> str:
    """Store what customers said, one sentence or a whole talk, and return the touchpoint's id.

    Raises NothingSaid, NotFound or StillToCome. Unlike a talk that is logged, it must have words.
    """
    checks.check_words(lines)
    return record_touchpoint(
        medium=medium,
        started_at=started_at,
        lines=lines,
        speakers=speakers,
        account=account,
        wording=wording,
        viewer=viewer,
        at=at,
    )


@operation(Capability.HAND_IN)
def remove_touchpoint(*, touchpoint: str, viewer: Viewer, at: datetime) -> None:
    """Take a conversation out with its words; or raise NotFound, or Touched where somebody has made something of them."""
    row = checks.get_touchpoint(touchpoint, viewer=viewer)
    checks.check_untouched(row, viewer=viewer)
    accounts = bookkeeping.accounts_of([row.pk], viewer=viewer)
    appointments = list(Appointment.objects.visible_to(viewer).filter(touchpoint=row))
    undo.keep(row, *_parts(row, viewer), *appointments)
    for appointment in appointments:
        appointment.change(state="planned", touchpoint=None)
    removal.remove([row.pk], viewer=viewer)
    bookkeeping.recompute_contact(accounts, viewer=viewer, at=at)
    record(events.TouchpointRemoved(subject=touchpoint, account=row.account_id or ""), viewer=viewer, at=at)


def _store(draft: Draft, viewer: Viewer, at: datetime) -> str:
    directory = storing.load_directory(draft, viewer=viewer)
    zone = zones.of_house()
    stored = storing.store([draft], directory=directory, zone=zone, viewer=viewer, at=at)
    touchpoint = Touchpoint.objects.visible_to(viewer).get(pk=stored.touchpoints[0].pk)
    # Not the rows themselves: rooms above clean up what they made of the words before these go (`undoing`).
    undo.keep_new(Entry.objects.add(Entry(id=ids.new("entry"), touchpoint=touchpoint)), subject=touchpoint.pk)
    bookkeeping.fold_in(stored.by_account, viewer=viewer, at=at)
    bookkeeping.recompute_contact(stored.joined, viewer=viewer, at=at)
    recorded = events.TouchpointRecorded(
        subject=touchpoint.pk,
        account=touchpoint.account_id or "",
        medium=touchpoint.medium,
        direction=touchpoint.direction,
        started_at=touchpoint.started_at,
    )
    record(recorded, viewer=viewer, at=at)
    return touchpoint.pk


def _parts(row: Touchpoint, viewer: Viewer) -> list[Entry | Participation | Turn]:
    """What hangs on a touchpoint, in the order in which it can be made anew."""
    parts = Participation.objects.visible_to(viewer).filter(touchpoint=row).order_by("pk")
    turns = Turn.objects.visible_to(viewer).filter(touchpoint=row).order_by("position")
    return [*Entry.objects.visible_to(viewer).filter(touchpoint=row), *parts, *turns]
