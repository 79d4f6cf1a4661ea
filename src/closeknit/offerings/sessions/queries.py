"""Reads of redesign sessions, as frozen rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from closeknit.analysis.lifecycles.session import SessionState
from closeknit.analysis.offerings import sessions as analysis
from closeknit.analysis.offerings.sessions import Criterion
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import (
    RedesignSession,
    SessionAccount,
    SessionMember,
    SessionRequirement,
    SessionTalk,
    SkyEntry,
    VerdictVersion,
)
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims import telling
from closeknit.verbatims.queries import VerbatimRow

PAGE = 50
_DECIDED = ExpressionWrapper(Q(state=SessionState.DECIDED), BooleanField())


@dataclass(frozen=True)
class SessionLine:
    """One session in a list, with what it came to so far."""

    id: str
    title: str
    offering_id: str
    offering: str
    owner_id: str
    owner: str
    state: str
    made_at: datetime
    decided_at: datetime | None
    n_accounts: int
    n_members: int
    n_requirements: int
    n_entries: int
    n_verdicts: int
    takes_part: bool


@dataclass(frozen=True)
class Seat:
    """Somebody who takes part; `is_here` where they gave a sign within the last five minutes."""

    member_id: str
    name: str
    is_here: bool
    was_here: bool


@dataclass(frozen=True)
class SessionPage:
    """One session with who takes part and whom it is about."""

    id: str
    title: str
    why: str
    offering_id: str
    offering: str
    owner_id: str
    owner: str
    state: str
    stamp: int
    made_at: datetime
    decided_at: datetime | None
    weights: dict[Criterion, int]
    accounts: tuple[tuple[str, str], ...]
    seats: tuple[Seat, ...]
    takes_part: bool
    owns: bool


@dataclass(frozen=True)
class RequirementRow:
    """What changes: since or by when, and where that is known from; `words` where it leads to any."""

    id: str
    text: str
    on: date
    source: str
    note: str
    account_id: str
    account: str
    need_id: str
    need: str
    words: VerbatimRow | None
    added_by: str


@dataclass(frozen=True)
class EntryRow:
    """A wish or possibility; `aside` is why it is not judged, empty where it is."""

    id: str
    number: int
    text: str
    author_id: str
    author: str
    added_at: datetime
    aside: str
    aside_by: str


@dataclass(frozen=True)
class VerdictRow:
    """One version of a verdict; `entry_id` is empty where it is about the whole."""

    id: str
    entry_id: str
    number: int
    kind: str
    reason: str
    line_id: str
    line: str
    say: str
    revisit_on: date | None
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True)
class TalkRow:
    """A talk with one account about a change between us; `answer` is empty until they answered, `words` are theirs."""

    id: str
    entry_id: str
    account_id: str
    account: str
    contact_id: str
    contact: str
    appointment_id: str
    starts_at: datetime | None
    member: str
    state: str
    answer: str
    answered_on: date | None
    answered_by: str
    touchpoint_id: str
    words: tuple[VerbatimRow, ...]


def list_sessions(*, viewer: Viewer, page: int = 1) -> list[SessionLine]:
    """Return sessions, those that are not decided first, then the newest, a page of 50."""
    rows = RedesignSession.objects.visible_to(viewer).select_related("offering", "owner")
    counted = {
        "n_accounts": _count(SessionAccount, viewer),
        "n_members": _count(SessionMember, viewer),
        "n_requirements": _count(SessionRequirement, viewer),
        "n_entries": _count(SkyEntry, viewer),
        "n_verdicts": _count(VerdictVersion, viewer, is_newest=True),
    }
    ordered = rows.annotate(**counted, is_decided=_DECIDED).order_by("is_decided", "-made_at", "-pk")
    shown = list(ordered[(page - 1) * PAGE : page * PAGE])
    mine = set(
        SessionMember.objects.visible_to(viewer)
        .filter(member_id=viewer.id, session__in=[row.pk for row in shown])
        .values_list("session_id", flat=True)
    )
    return [
        SessionLine(
            id=row.pk,
            title=row.title,
            offering_id=row.offering_id,
            offering=row.offering.name,
            owner_id=row.owner_id,
            owner=row.owner.name,
            state=row.state,
            made_at=row.made_at,
            decided_at=row.decided_at,
            takes_part=row.pk in mine,
            **{name: getattr(row, name) for name in counted},
        )
        for row in shown
    ]


def get_session(session: str, *, viewer: Viewer, at: datetime) -> SessionPage:
    """Return one session with its accounts and people, or raise NotFound; three statements."""
    row = RedesignSession.objects.visible_to(viewer).select_related("offering", "owner").filter(pk=session).first()
    if row is None:
        raise NotFound("There is no session by that name.")
    accounts = SessionAccount.objects.visible_to(viewer).filter(session=session).order_by("account__name", "pk")
    seats = list_seats(session, viewer=viewer, at=at)
    return SessionPage(
        id=row.pk,
        title=row.title,
        why=row.why,
        offering_id=row.offering_id,
        offering=row.offering.name,
        owner_id=row.owner_id,
        owner=row.owner.name,
        state=row.state,
        stamp=row.stamp,
        made_at=row.made_at,
        decided_at=row.decided_at,
        weights={one: getattr(row, f"{one}_weight") for one in Criterion},
        accounts=tuple(accounts.values_list("account_id", "account__name")),
        seats=tuple(seats),
        takes_part=any(seat.member_id == viewer.id for seat in seats),
        owns=row.owner_id == viewer.id,
    )


def list_seats(session: str, *, viewer: Viewer, at: datetime) -> list[Seat]:
    """Return who takes part in a session, those who are here now first."""
    since = at - timedelta(seconds=analysis.PRESENT_SECONDS)
    rows = SessionMember.objects.visible_to(viewer).filter(session=session).order_by("member__name", "pk")
    seats = [
        Seat(member, name, seen is not None and seen >= since, seen is not None)
        for member, name, seen in rows.values_list("member_id", "member__name", "seen_at")
    ]
    return sorted(seats, key=lambda seat: not seat.is_here)


def get_stamp(session: str, *, viewer: Viewer) -> tuple[int, str]:
    """Return (stamp, state): the stamp rises with everything that others should see; or raise NotFound. One statement."""
    found = RedesignSession.objects.visible_to(viewer).filter(pk=session).values_list("stamp", "state").first()
    if found is None:
        raise NotFound("There is no session by that name.")
    return found


def list_requirements(session: str, *, viewer: Viewer) -> list[RequirementRow]:
    """Return what changes, the oldest day first, with the words that each leads to; two statements."""
    rows = SessionRequirement.objects.visible_to(viewer).filter(session=session)
    found = list(rows.select_related("account", "need", "added_by").order_by("on", "pk"))
    wanted = [row.verbatim_id for row in found if row.verbatim_id]
    words = {one.id: one for one in verbatim_queries.list_verbatims(wanted, viewer=viewer)}
    return [
        RequirementRow(
            id=row.pk,
            text=row.text,
            on=row.on,
            source=row.source,
            note=row.note,
            account_id=row.account_id or "",
            account=row.account.name if row.account else "",
            need_id=row.need_id or "",
            need=row.need.statement if row.need else "",
            words=words.get(row.verbatim_id or ""),
            added_by=row.added_by.name if row.added_by else "",
        )
        for row in found
    ]


def list_entries(session: str, *, viewer: Viewer) -> list[EntryRow]:
    """Return the blue-sky list in the order in which it was written."""
    rows = SkyEntry.objects.visible_to(viewer).filter(session=session).select_related("author", "aside_by")
    return [_entry(row, number) for number, row in enumerate(rows.order_by("pk"), start=1)]


def get_entry(entry: str, *, viewer: Viewer) -> tuple[str, EntryRow]:
    """Return (session, entry), or raise NotFound."""
    rows = SkyEntry.objects.visible_to(viewer).select_related("author", "aside_by")
    row = rows.filter(pk=entry).first()
    if row is None:
        raise NotFound("There is no such entry. Whoever wrote it may have taken it back.")
    return row.session_id, _entry(row, rows.filter(session=row.session_id, pk__lte=row.pk).count())


def list_verdicts(session: str, *, viewer: Viewer) -> dict[str, VerdictRow]:
    """Return the verdicts that hold, by entry; the one about the whole stands under an empty key."""
    rows = _verdicts(viewer).filter(session=session, is_newest=True)
    return {row.entry_id or "": _verdict(row) for row in rows}


def list_versions(session: str, entry: str, *, viewer: Viewer) -> list[VerdictRow]:
    """Return every version of the verdict on an entry (empty: the whole), the newest first."""
    rows = _verdicts(viewer).filter(session=session, entry_id=entry or None)
    return [_verdict(row) for row in rows.order_by("-number")]


def list_to_revisit(*, by: date, viewer: Viewer) -> list[tuple[VerdictRow, str, str]]:
    """Return (verdict, session, what it is about) of each *not yet* whose day has come, the oldest day first; one statement."""
    rows = _verdicts(viewer).filter(is_newest=True, revisit_on__lte=by).select_related("entry", "session")
    return [
        (_verdict(row), row.session_id, row.entry.text if row.entry else row.session.title)
        for row in rows.order_by("revisit_on", "pk")[:PAGE]
    ]


def list_talks(session: str, *, viewer: Viewer) -> list[TalkRow]:
    """Return the talks about changes between us with what was answered, in the order in which they were planned; three statements."""
    rows = SessionTalk.objects.visible_to(viewer).filter(session=session)
    joined = rows.select_related("account", "contact__person", "appointment__member", "answered_by")
    found = list(joined.order_by("made_at", "pk"))
    said = telling.list_ids_of_touchpoints([row.touchpoint_id for row in found if row.touchpoint_id], viewer=viewer)
    ids = [verbatim for several in said.values() for verbatim in several]
    words = {one.id: one for one in verbatim_queries.list_verbatims(ids, viewer=viewer)}
    return [_talk(row, [words[one] for one in said.get(row.touchpoint_id or "", []) if one in words]) for row in found]


def get_talk(talk: str, *, viewer: Viewer) -> tuple[str, TalkRow]:
    """Return (session, talk), or raise NotFound."""
    session = SessionTalk.objects.visible_to(viewer).filter(pk=talk).values_list("session_id", flat=True).first()
    for row in list_talks(session, viewer=viewer) if session else []:
        if row.id == talk:
            return session or "", row
    raise NotFound("There is no such talk.")


def _count(
    model: type[SessionAccount | SessionMember | SessionRequirement | SkyEntry | VerdictVersion],
    viewer: Viewer,
    **narrowed: bool,
) -> Coalesce:
    """Return how many rows of a model a session has, as a column."""
    rows = model.objects.visible_to(viewer).filter(session=OuterRef("pk"), **narrowed).order_by().values("session")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def _verdicts(viewer: Viewer) -> "QuerySet[VerdictVersion]":
    return VerdictVersion.objects.visible_to(viewer).select_related("line", "decided_by")


def _entry(row: SkyEntry, number: int) -> EntryRow:
    return EntryRow(
        id=row.pk,
        number=number,
        text=row.text,
        author_id=row.author_id or "",
        author=row.author.name if row.author else "",
        added_at=row.added_at,
        aside=row.aside,
        aside_by=row.aside_by.name if row.aside_by else "",
    )


def _verdict(row: VerdictVersion) -> VerdictRow:
    return VerdictRow(
        id=row.pk,
        entry_id=row.entry_id or "",
        number=row.number,
        kind=row.kind,
        reason=row.reason,
        line_id=row.line_id or "",
        line=row.line.text if row.line else "",
        say=row.say,
        revisit_on=row.revisit_on,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
    )


def _talk(row: SessionTalk, words: Sequence[VerbatimRow]) -> TalkRow:
    planned = row.appointment
    return TalkRow(
        id=row.pk,
        entry_id=row.entry_id or "",
        account_id=row.account_id,
        account=row.account.name,
        contact_id=row.contact_id or "",
        contact=row.contact.person.name if row.contact else "",
        appointment_id=row.appointment_id or "",
        starts_at=planned.starts_at if planned else None,
        member=planned.member.name if planned else "",
        state=planned.state if planned else "",
        answer=row.answer,
        answered_on=row.answered_on,
        answered_by=row.answered_by.name if row.answered_by else "",
        touchpoint_id=row.touchpoint_id or "",
        words=tuple(words),
    )
