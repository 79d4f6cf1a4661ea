"""Making a session, saying who takes part, and moving it from step to step."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from closeknit.analysis.lifecycles.session import SessionState
from closeknit.analysis.offerings import sessions as analysis
from closeknit.identity.events import MemberLeft
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer, ViewerKind
from closeknit.offerings import checks as offering_checks
from closeknit.offerings.models import RedesignSession, SessionAccount, SessionMember, SkyEntry, VerdictVersion
from closeknit.offerings.sessions import checks, events, stamping

_PRESENT = timedelta(seconds=analysis.PRESENT_SECONDS)


@operation(Capability.SHAPE_OFFERINGS)
def make_session(
    *,
    offering: str,
    title: str,
    accounts: Sequence[str],
    viewer: Viewer,
    at: datetime,
    members: Sequence[str] = (),
    why: str = "",
    owner: str | None = None,
) -> str:
    """Make a session about an offering and some accounts, invite members, and return its id; or raise NotFound, BadSession, NothingSaid.

    It belongs to `owner`, else to whoever makes it, and begins as a draft.
    """
    ours = offering_checks.get_offering(offering, viewer=viewer)
    said = checks.check_title(title)
    owns = owner or (viewer.id if viewer.kind == ViewerKind.MEMBER else "")
    if not owns:
        raise NotFound("Say who of ours owns the session.")
    invited = sorted({*members, owns})
    checks.check_accounts(accounts, viewer=viewer)
    checks.check_members(invited, viewer=viewer)
    row = RedesignSession.objects.add(
        RedesignSession(
            id=ids.new("redesign"), offering=ours, title=said, why=_question(why), owner_id=owns, made_at=at
        )
    )
    undo.keep_new(row)
    _set_accounts(row, accounts, viewer)
    _set_members(row, invited, viewer, at)
    made = events.SessionMade(subject=row.pk, offering=ours.pk, n_accounts=len(set(accounts)), n_members=len(invited))
    record(made, viewer=viewer, at=at)
    return row.pk


@operation(Capability.SHAPE_OFFERINGS)
def change_session(
    *,
    session: str,
    title: str,
    why: str,
    accounts: Sequence[str],
    members: Sequence[str],
    viewer: Viewer,
    at: datetime,
) -> None:
    """Say otherwise what a session is about and who takes part; or raise NotFound, NotAtTheTable, NotNow, BadSession or NothingSaid."""
    row = checks.lock_session(session, viewer=viewer)
    checks.check_owns(row, viewer=viewer)
    checks.check_step(row, *(step for step in SessionState if step is not SessionState.DECIDED))
    said, invited = checks.check_title(title), sorted({*members, row.owner_id})
    checks.check_accounts(accounts, viewer=viewer)
    checks.check_members(invited, viewer=viewer)
    stamping.rise(row)
    undo.keep(row)
    row.change(title=said, why=_question(why))
    _set_accounts(row, accounts, viewer)
    _set_members(row, invited, viewer, at)
    changed = events.SessionChanged(subject=row.pk, n_accounts=len(set(accounts)), n_members=len(invited))
    record(changed, viewer=viewer, at=at)


@operation(Capability.SHAPE_OFFERINGS)
def hand_over(*, session: str, owner: str, viewer: Viewer, at: datetime) -> None:
    """Give a session to another member, who is invited with it; or raise NotFound or NotAtTheTable."""
    row = checks.lock_session(session, viewer=viewer)
    checks.check_owns(row, viewer=viewer)
    checks.check_members([owner], viewer=viewer)
    stamping.rise(row)
    _give(row, owner, viewer, at)


@operation(Capability.SHAPE_OFFERINGS)
def move_session(*, session: str, to: str, viewer: Viewer, at: datetime) -> None:
    """Move a session to another step, on or back; or raise NotFound, NotAtTheTable or NotNow.

    From the blue sky to earth judging is switched on; nothing that was judged or decided is lost where the sky is opened again.
    """
    row = checks.lock_session(session, viewer=viewer)
    checks.check_owns(row, viewer=viewer)
    entries = list(SkyEntry.objects.visible_to(viewer).filter(session=row).values_list("pk", "aside"))
    target = checks.check_move(row, to, n_entries=len(entries), readiness=_tell_readiness(row, entries, viewer))
    before = row.state
    stamping.rise(row)
    undo.keep(row)
    row.change(state=target, decided_at=at if target is SessionState.DECIDED else None)
    record(events.SessionMoved(subject=row.pk, from_state=before, to_state=target), viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def take_seat(*, session: str, viewer: Viewer, at: datetime) -> None:
    """Say that the viewer is at the table, or still there; or raise NotFound or NotAtTheTable. It is said anew every two minutes."""
    row = checks.lock_session(session, viewer=viewer)
    checks.check_takes_part(row, viewer=viewer)
    seat = SessionMember.objects.visible_to(viewer).filter(session=row, member_id=viewer.id).first()
    if seat is None:
        raise checks.NotAtTheTable("Only people sit at the table.")
    if seat.seen_at is None or seat.seen_at < at - _PRESENT:
        stamping.rise(row)
    seat.change(seen_at=at)
    record(events.SeatTaken(subject=row.pk), viewer=viewer, at=at)


def pass_sessions_on(left: MemberLeft, viewer: Viewer, at: datetime) -> None:
    """Give the sessions of a member who leaves to the successor, in the same act."""
    owned = RedesignSession.objects.visible_to(viewer).filter(owner_id=left.subject)
    for row in owned.exclude(state=SessionState.DECIDED).order_by("pk"):
        stamping.rise(row)
        _give(row, left.successor, viewer, at)


def _give(row: RedesignSession, owner: str, viewer: Viewer, at: datetime) -> None:
    undo.keep(row)
    row.change(owner_id=owner)
    if not SessionMember.objects.visible_to(viewer).filter(session=row, member_id=owner).exists():
        undo.keep_new(SessionMember.objects.add(SessionMember(session=row, member_id=owner, invited_at=at)))
    record(events.SessionHandedOver(subject=row.pk, owner=owner), viewer=viewer, at=at)


def _question(why: str) -> str:
    said = why.replace("\r\n", "\n").strip()
    if len(said) > checks.LONGEST_TEXT:
        raise typed.NothingSaid(f"Say in {checks.LONGEST_TEXT:,} letters at most what the session is to answer.")
    return said


def _set_accounts(row: RedesignSession, accounts: Sequence[str], viewer: Viewer) -> None:
    there = {one.account_id: one for one in SessionAccount.objects.visible_to(viewer).filter(session=row)}
    for account in sorted(set(accounts) - set(there)):
        undo.keep_new(SessionAccount.objects.add(SessionAccount(session=row, account_id=account)), subject=row.pk)
    for account in sorted(set(there) - set(accounts)):
        undo.keep(there[account], subject=row.pk)
        there[account].delete()


def _set_members(row: RedesignSession, members: Sequence[str], viewer: Viewer, at: datetime) -> None:
    there = {one.member_id: one for one in SessionMember.objects.visible_to(viewer).filter(session=row)}
    for member in sorted(set(members) - set(there)):
        seat = SessionMember(session=row, member_id=member, invited_at=at)
        undo.keep_new(SessionMember.objects.add(seat), subject=row.pk)
    for member in sorted(set(there) - set(members)):
        undo.keep(there[member], subject=row.pk)
        there[member].delete()


def _tell_readiness(row: RedesignSession, entries: list[tuple[str, str]], viewer: Viewer) -> analysis.Readiness:
    given = VerdictVersion.objects.visible_to(viewer).filter(session=row, is_newest=True)
    decided = set(given.values_list("entry_id", flat=True))
    return analysis.tell_readiness(
        [pk for pk, aside in entries if not aside],
        frozenset(entry for entry in decided if entry),
        has_whole=None in decided,
    )
