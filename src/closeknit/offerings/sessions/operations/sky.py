"""The blue-sky list: everybody adds, nobody judges, nobody touches another's words, and nothing is lost."""

from datetime import datetime

from closeknit.analysis.lifecycles.session import SessionState
from closeknit.analysis.offerings.sessions import LONGEST_ENTRY
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import SessionMember, SkyEntry
from closeknit.offerings.sessions import checks, events, stamping

_MISSING = "Write a wish or a possibility, however far-fetched. Nothing is judged here."


@operation(Capability.HAND_IN)
def add_entry(*, session: str, text: str, viewer: Viewer, at: datetime) -> str:
    """Add a wish or possibility to the open sky and return its id; or raise NotFound, NotAtTheTable, NotNow or NothingSaid."""
    row = checks.lock_session(session, viewer=viewer)
    checks.check_takes_part(row, viewer=viewer)
    checks.check_step(row, SessionState.BLUE_SKY)
    said = typed.check_line(text, most=LONGEST_ENTRY, sentence=_MISSING)
    stamping.rise(row)
    entry = SkyEntry.objects.add(
        SkyEntry(id=ids.new("sky"), session=row, text=said, author_id=checks.read_judge(viewer), added_at=at)
    )
    undo.keep_new(entry, subject=row.pk)
    # Who writes is there, whatever the last sign of life was.
    for seat in SessionMember.objects.visible_to(viewer).filter(session=row, member_id=viewer.id):
        seat.change(seen_at=at)
    record(events.EntryAdded(subject=entry.pk, session=row.pk), viewer=viewer, at=at)
    return entry.pk


@operation(Capability.HAND_IN)
def change_entry(*, entry: str, text: str, viewer: Viewer, at: datetime) -> None:
    """Put one's own wish in other words while the sky is open; or raise NotFound, NotYours, NotNow or NothingSaid."""
    wish, row = checks.lock_entry(entry, viewer=viewer)
    checks.check_step(row, SessionState.BLUE_SKY)
    checks.check_wrote(wish, viewer=viewer)
    said = typed.check_line(text, most=LONGEST_ENTRY, sentence=_MISSING)
    stamping.rise(row)
    undo.keep(wish, subject=row.pk)
    wish.change(text=said)
    record(events.EntryChanged(subject=wish.pk, session=row.pk), viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def withdraw_entry(*, entry: str, viewer: Viewer, at: datetime) -> None:
    """Take one's own wish back while the sky is open; or raise NotFound, NotYours or NotNow."""
    wish, row = checks.lock_entry(entry, viewer=viewer)
    checks.check_step(row, SessionState.BLUE_SKY)
    checks.check_wrote(wish, viewer=viewer)
    # What was judged before the sky was opened again would go with it: then it is set aside instead, by everybody's leave.
    checks.check_unjudged(wish, viewer=viewer)
    stamping.rise(row)
    undo.keep(wish, subject=row.pk)
    withdrawn = events.EntryWithdrawn(subject=wish.pk, session=row.pk)
    wish.delete()
    record(withdrawn, viewer=viewer, at=at)
