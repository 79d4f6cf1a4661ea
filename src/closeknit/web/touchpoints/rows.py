"""Conversations and appointments as the pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.http import urlencode

from closeknit.analysis.kinds import Direction, Medium, Wording
from closeknit.kit import ways
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Act, Picture
from closeknit.kit.viewer import Viewer
from closeknit.today.conversations import Conversation, Spoken, Told, ToldPage
from closeknit.touchpoints.queries import AppointmentRow, PartRow, TouchpointRow
from closeknit.verbatims.queries import VerbatimRow
from closeknit.web.quotes import MEDIA, SIGNALS

_OURS, _THEIRS = "from us", "from them"


@dataclass(frozen=True)
class Sentence:
    """A stretch of what was said: a sentence of theirs with its id and what it was heard as, or what stands between two."""

    text: str
    id: str = ""
    heard_as: str = ""
    url: str = ""
    is_marked: bool = False


@dataclass(frozen=True)
class Turn:
    """What one person said in one go; `who` is empty where the same person goes on."""

    who: str
    what: str
    decide_url: str
    at: str
    is_ours: bool
    language: str
    prompt: str
    is_exact: bool
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Attendant:
    """Somebody who took part."""

    name: str
    what: str
    decide_url: str
    is_ours: bool


@dataclass(frozen=True)
class Talk:
    """A conversation in full."""

    id: str
    title: str
    medium: str
    account: str
    account_url: str
    on: date
    time: str
    direction: str
    is_exact: bool
    told_by: str
    summary: str
    theirs: tuple[Attendant, ...]
    ours: tuple[Attendant, ...]
    turns: tuple[Turn, ...]
    thread: tuple["Line", ...]
    source: str
    source_url: str
    place: str
    earlier_url: str
    later_url: str
    n_heard: int
    n_waiting: int
    decide_url: str
    n_unknown: int


@dataclass(frozen=True)
class Line:
    """One conversation on a line; `words` are theirs, `note` what stands there where none are kept, `subject` what it was about.

    `pictures` show what somebody saw at work.
    """

    id: str
    url: str
    on: date
    medium: str
    who: str
    words: str
    is_exact: bool
    language: str
    note: str
    n_words: int
    subject: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Planned:
    """A planned talk."""

    id: str
    on: date
    time: str
    medium: str
    contact: str
    member: str
    why: str
    log_url: str
    call_off_url: str


def talk_of(found: Conversation, *, zone: str, marked: str = "") -> Talk:
    """Return a conversation as its page shows it; the verbatim `marked` is underlaid."""
    row, local = found.page.row, found.page.row.started_at.astimezone(ZoneInfo(zone))
    decide = ways.find_way("imports_speakers")
    parts = found.page.parts
    return Talk(
        id=row.id,
        title=row.subject or _title(row, parts),
        medium=medium_of(row),
        account=row.account,
        account_url=reverse("account", args=[row.account_id]) if row.account_id else "",
        on=local.date(),
        time=f"{local:%H:%M}",
        direction=_direction(row),
        is_exact=row.wording == Wording.EXACT,
        told_by=row.member if row.wording == Wording.REPORTED else "",
        summary=row.summary,
        theirs=tuple(_attendant(part, row.account_id, decide) for part in parts if not part.is_ours and part.name),
        ours=tuple(_attendant(part, row.account_id, decide) for part in parts if part.is_ours and part.name),
        turns=_turns(found.spoken, row, decide, marked),
        thread=tuple(_message(one, zone) for one in found.page.thread),
        source=row.source,
        source_url=ways.find_way("imports_file", row.source_id) if row.source_id else "",
        place=row.place,
        earlier_url=reverse("touchpoint", args=[found.page.earlier_id]) if found.page.earlier_id else "",
        later_url=reverse("touchpoint", args=[found.page.later_id]) if found.page.later_id else "",
        n_heard=found.n_heard,
        n_waiting=found.n_waiting,
        decide_url=decide,
        n_unknown=sum(part.is_unsure for part in parts),
    )


def acts_of(found: Conversation, *, viewer: Viewer) -> list[Act]:
    """Return what can be done from a conversation's page."""
    row = found.page.row
    acts = []
    if row.account_id and viewer.can(Capability.HAND_IN):
        query = urlencode({"account": row.account_id})
        acts.append(Act("Log the next", f"{reverse('touchpoint_new')}?{query}", name="log-next"))
    if row.account_id and viewer.can(Capability.MAKE_PROMISES):
        acts.append(Act("Make a promise of it", opens="promise", name="promise"))
    return acts


def marked_of(found: Conversation, marked: str) -> VerbatimRow | None:
    """Return the words that one came for, where they are of this conversation."""
    several = (stretch.verbatim for one in found.spoken for stretch in one.stretches)
    return next((words for words in several if words and words.id == marked), None)


def timeline_of(
    page: ToldPage, account: str, *, zone: str, pictures: Mapping[str, tuple[Picture, ...]]
) -> dict[str, Any]:
    """Return the context of the timeline's rows: the conversations, and where the older ones are."""
    older = f"{reverse('touchpoint_timeline', args=[account])}?{urlencode({'older_than': page.older})}"
    lines = [_line(told, zone, pictures.get(told.row.id, ())) for told in page.rows]
    return {"lines": lines, "older_url": older if page.older else ""}


def appointment_of(row: AppointmentRow, *, zone: str) -> Planned:
    """Return a planned talk with the ways to log it and to call it off."""
    local = row.starts_at.astimezone(ZoneInfo(zone))
    return Planned(
        id=row.id,
        on=local.date(),
        time=f"{local:%H:%M}",
        medium=MEDIA.get(row.medium, row.medium),
        contact=row.contact,
        member=row.member,
        why=row.why,
        log_url=f"{reverse('touchpoint_new')}?{urlencode({'appointment': row.id})}",
        call_off_url=reverse("appointment_calling_off", args=[row.id]),
    )


def medium_of(row: TouchpointRow) -> str:
    """Return how a conversation took place, in words."""
    return MEDIA.get(row.medium, row.medium)


def _title(row: TouchpointRow, parts: tuple[PartRow, ...]) -> str:
    names = [part.name for part in parts if not part.is_ours and part.name]
    whom = _several(tuple(dict.fromkeys(names))) or row.account
    medium = medium_of(row).capitalize()
    if row.medium == Medium.EMAIL:
        return f"{medium} {'to' if row.direction == Direction.OURS else 'from'} {whom}" if whom else medium
    return f"{medium} with {whom}" if whom else medium


def _direction(row: TouchpointRow) -> str:
    # Only a message has a sender; a talk goes both ways, and saying so would tell nobody anything.
    if row.medium != Medium.EMAIL:
        return ""
    return {Direction.OURS.value: _OURS, Direction.THEIRS.value: _THEIRS}.get(row.direction, "")


def _attendant(part: PartRow, account: str, decide: str) -> Attendant:
    elsewhere = part.account if part.account_id != account else ""
    what = ", ".join(filter(None, (part.title, elsewhere)))
    return Attendant(part.name, what, decide if part.is_unsure else "", part.is_ours)


def _turns(spoken: tuple[Spoken, ...], row: TouchpointRow, decide: str, marked: str) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    introduced: set[int | None] = {None}
    for speaker, several in groupby(spoken, key=lambda one: one.turn.speaker.id if one.turn.speaker else None):
        for place, one in enumerate(several):
            part = one.turn.speaker
            goes_on = place > 0 and speaker is not None
            words = [stretch.verbatim for stretch in one.stretches if stretch.verbatim]
            turns.append(
                Turn(
                    who="" if goes_on else part.name if part else "",
                    what="" if part is None or speaker in introduced else part.title,
                    decide_url=decide if part and part.is_unsure and not goes_on else "",
                    at=_offset(one.turn.offset_seconds),
                    is_ours=one.turn.is_ours,
                    language=words[0].language if words and words[0].language != "en" else "",
                    prompt=one.turn.prompt,
                    is_exact=(one.turn.wording or row.wording) == Wording.EXACT,
                    sentences=tuple(_sentences(one, row, marked)),
                )
            )
            introduced.add(speaker)
    return tuple(turns)


def _sentences(spoken: Spoken, row: TouchpointRow, marked: str) -> list[Sentence]:
    found = []
    for stretch in spoken.stretches:
        words = stretch.verbatim
        if words is None:
            found.append(Sentence(stretch.text))
            continue
        here = f"{reverse('touchpoint', args=[row.id])}?{urlencode({'verbatim': words.id})}#{words.id}"
        heard_as = ", ".join(SIGNALS.get(code, code) for code in words.signals)
        found.append(Sentence(stretch.text, words.id, heard_as, here, words.id == marked))
    return found


def _offset(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _line(told: Told, zone: str, pictures: tuple[Picture, ...]) -> Line:
    row, words = told.row, told.words
    return Line(
        id=row.id,
        url=_way_to(row.id, words.id if words else ""),
        on=_local(row.started_at, zone),
        medium=MEDIA.get(row.medium, row.medium),
        who=_who(row.medium, row.direction, row.theirs, row.ours),
        words=words.text if words else "",
        is_exact=words is not None and words.wording == Wording.EXACT,
        language=words.language if words and words.language not in ("", "en") else "",
        note=row.subject or row.opening or "Nothing of it was written down.",
        n_words=told.n_words,
        subject=row.subject if words else "",
        pictures=pictures,
    )


def _message(row: TouchpointRow, zone: str) -> Line:
    on = _local(row.started_at, zone)
    note = row.subject or row.summary
    return Line(row.id, _way_to(row.id, ""), on, medium_of(row), _direction(row), "", False, "", note, 0)


def _who(medium: str, direction: str, theirs: tuple[str, ...], ours: tuple[str, ...]) -> str:
    if medium == Medium.EMAIL and direction == Direction.OURS:
        return f"{_several(ours) or 'we'} to {_several(theirs) or 'them'}"
    return _several(theirs)


def _several(names: tuple[str, ...]) -> str:
    """Ana Costa, Derek Lumb and two others."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]}, {names[1]} and {len(names) - 2} more"


def _way_to(touchpoint: str, verbatim: str) -> str:
    page = reverse("touchpoint", args=[touchpoint])
    return f"{page}?{urlencode({'verbatim': verbatim})}#{verbatim}" if verbatim else page


def _local(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
