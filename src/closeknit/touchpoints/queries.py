"""Reads about conversations, as frozen rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Appointment, Participation, Touchpoint, Turn

PAGE = 50

_PART = (
    *("pk", "written", "address", "is_unsure", "is_speaker", "member_id", "member__name"),
    *("contact_id", "contact__person__name", "contact__title", "contact__account_id", "contact__account__name"),
)


@dataclass(frozen=True)
class TouchpointRow:
    """One conversation on a line; `account` is empty while nobody knows whose."""

    id: str
    account_id: str
    account: str
    medium: str
    direction: str
    subject: str
    started_at: datetime
    wording: str
    member_id: str
    member: str
    summary: str
    conversation: str
    source_id: str
    source: str
    place: str


@dataclass(frozen=True)
class PartRow:
    """Somebody who took part. `name` is who they are, as far as that is known, else how they are written."""

    id: int
    name: str
    written: str
    address: str
    contact_id: str
    member_id: str
    account_id: str
    account: str
    title: str
    is_ours: bool
    is_unsure: bool
    is_speaker: bool


@dataclass(frozen=True)
class TurnRow:
    """What somebody said in one go; `speaker` is None where nobody is named. `wording` is empty where it is the conversation's."""

    id: int
    position: int
    speaker: PartRow | None
    is_ours: bool
    text: str
    prompt: str
    offset_seconds: float | None
    wording: str = ""


@dataclass(frozen=True)
class TouchpointPage:
    """A conversation in full, and the other messages of its thread, oldest first.

    `earlier_id` is the same row of a file as it was read before, `later_id` as it was read once more after it had been edited there.
    """

    row: TouchpointRow
    parts: tuple[PartRow, ...]
    turns: tuple[TurnRow, ...]
    thread: tuple[TouchpointRow, ...]
    earlier_id: str = ""
    later_id: str = ""


@dataclass(frozen=True)
class AppointmentRow:
    """A planned talk."""

    id: str
    account_id: str
    account: str
    contact_id: str
    contact: str
    member_id: str
    member: str
    starts_at: datetime
    medium: str
    why: str
    state: str
    touchpoint_id: str


def get_touchpoint(touchpoint: str, *, viewer: Viewer) -> TouchpointPage:
    """Return one conversation in full, or raise NotFound."""
    rows = Touchpoint.objects.visible_to(viewer).select_related("account", "member", "source")
    found = rows.filter(pk=touchpoint).first()
    if found is None:
        raise NotFound("There is no conversation by that name.")
    parts = {part.id: part for part in _list_parts(touchpoint, viewer)}
    turns = Turn.objects.visible_to(viewer).filter(touchpoint=touchpoint).order_by("position")
    thread = rows.filter(conversation=found.conversation).exclude(pk=found.pk).order_by("started_at", "pk")[:100]
    edited = rows.filter(earlier=found).order_by("-created_at", "-pk").values_list("pk", flat=True)
    return TouchpointPage(
        earlier_id=found.earlier_id or "",
        later_id=(edited.first() or "") if found.origin else "",
        row=_row(found),
        parts=tuple(parts.values()),
        turns=tuple(
            TurnRow(
                turn.pk,
                turn.position,
                parts.get(turn.speaker_id or 0),
                turn.is_ours,
                turn.text,
                turn.prompt,
                turn.offset_seconds,
                turn.wording,
            )
            for turn in turns
        ),
        thread=tuple(_row(row) for row in thread),
    )


def list_touchpoints(
    *, viewer: Viewer, account: str = "", before: tuple[datetime, str] | None = None, limit: int = PAGE
) -> list[TouchpointRow]:
    """Return conversations, newest first, of one account or all; `before` is the moment and id of the last one seen."""
    rows = Touchpoint.objects.visible_to(viewer).select_related("account", "member", "source")
    rows = rows.filter(account=account) if account else rows
    if before is not None:
        moment, last = before
        rows = rows.filter(started_at__lte=moment).exclude(started_at=moment, pk__gte=last)
    return [_row(row) for row in rows.order_by("-started_at", "-pk")[:limit]]


def count_touchpoints(*, viewer: Viewer, account: str = "") -> int:
    """Return how many conversations there are, with one account or in all."""
    rows = Touchpoint.objects.visible_to(viewer)
    return (rows.filter(account=account) if account else rows).count()


def list_appointments(
    *, viewer: Viewer, account: str = "", member: str = "", state: str = "planned"
) -> list[AppointmentRow]:
    """Return appointments in `state`, the soonest first, of one account or one member where given."""
    rows = Appointment.objects.visible_to(viewer).filter(state=state)
    rows = rows.filter(account=account) if account else rows
    rows = rows.filter(member=member) if member else rows
    rows = rows.select_related("account", "contact__person", "member")
    return [_appointment(row) for row in rows.order_by("starts_at", "pk")]


def get_appointment(appointment: str, *, viewer: Viewer) -> AppointmentRow:
    """Return one appointment, or raise NotFound."""
    rows = Appointment.objects.visible_to(viewer).select_related("account", "contact__person", "member")
    row = rows.filter(pk=appointment).first()
    if row is None:
        raise NotFound("There is no such appointment.")
    return _appointment(row)


def list_parts(touchpoints: Sequence[str], *, viewer: Viewer) -> dict[str, list[PartRow]]:
    """Return who took part in each of these conversations."""
    parts = Participation.objects.visible_to(viewer).filter(touchpoint__in=touchpoints).order_by("pk")
    grouped: dict[str, list[PartRow]] = {touchpoint: [] for touchpoint in touchpoints}
    for touchpoint, *values in parts.values_list("touchpoint_id", *_PART):
        grouped[touchpoint].append(_part(values))
    return grouped


def _list_parts(touchpoint: str, viewer: Viewer) -> list[PartRow]:
    parts = Participation.objects.visible_to(viewer).filter(touchpoint=touchpoint).order_by("pk")
    # One of ours whom we do not know by name is told from a stranger by what they said.
    ours = set(
        Turn.objects.visible_to(viewer).filter(touchpoint=touchpoint, is_ours=True).values_list("speaker_id", flat=True)
    )
    several = [_part(values) for values in parts.values_list(*_PART)]
    return [replace(part, is_ours=part.is_ours or part.id in ours) for part in several]


def _part(values: Sequence[Any]) -> PartRow:
    pk, written, address, is_unsure, is_speaker, member_id, member, contact_id, contact, title, account_id, account = (
        values
    )
    return PartRow(
        id=pk,
        name=contact or member or written or address,
        written=written,
        address=address,
        contact_id=contact_id or "",
        member_id=member_id or "",
        account_id=account_id or "",
        account=account or "",
        title=title or "",
        is_ours=member_id is not None,
        is_unsure=is_unsure,
        is_speaker=is_speaker,
    )


def _row(row: Touchpoint) -> TouchpointRow:
    return TouchpointRow(
        id=row.pk,
        account_id=row.account_id or "",
        account=row.account.name if row.account else "",
        medium=row.medium,
        direction=row.direction,
        subject=row.subject,
        started_at=row.started_at,
        wording=row.wording,
        member_id=row.member_id or "",
        member=row.member.name if row.member else "",
        summary=row.summary,
        conversation=row.conversation,
        source_id=row.source_id or "",
        source=row.source.file_name if row.source else "",
        place=row.place,
    )


def _appointment(row: Appointment) -> AppointmentRow:
    return AppointmentRow(
        id=row.pk,
        account_id=row.account_id,
        account=row.account.name,
        contact_id=row.contact_id or "",
        contact=row.contact.person.name if row.contact else "",
        member_id=row.member_id,
        member=row.member.name,
        starts_at=row.starts_at,
        medium=row.medium,
        why=row.why,
        state=row.state,
        touchpoint_id=row.touchpoint_id or "",
    )
