"""Who has heard what we want them to know: from what was noted, from promises given to them, from talks they sat in; and their echo."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.analysis.circle import spread
from closeknit.analysis.circle.spread import Echo, HeardHow, Meeting
from closeknit.analysis.kinds import Direction
from closeknit.circle.spread import gathering
from closeknit.circle.spread.gathering import Message, Told
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow


@dataclass(frozen=True)
class Known:
    """That somebody has heard a message, how we know, from whom of ours, when, and in which talk."""

    person: str
    message: Message
    how: HeardHow
    by: str
    on: date
    touchpoint: str


@dataclass(frozen=True)
class HeardRow:
    """What somebody there has heard: how we know, from whom of ours, when, and their words that speak of it since."""

    message: Message
    how: HeardHow
    by: str
    on: date
    touchpoint_id: str
    echo: VerbatimRow | None
    shared: tuple[str, ...]


def list_known(
    account: str, messages: Sequence[Message], meetings: Sequence[Meeting], persons: Sequence[str], *, viewer: Viewer
) -> list[Known]:
    """Return which of `persons` have heard which messages, in the order of the messages, each in the surest way we know of."""
    told = gathering.list_told(account, viewer=viewer) if messages else []
    found = (_how(person, message, told, meetings) for message in messages for person in persons)
    return [one for one in found if one is not None]


def list_heard(
    known: Sequence[Known], names: Mapping[str, str], account: str, *, viewer: Viewer, zone: str, since: datetime
) -> dict[str, list[HeardRow]]:
    """Return by person what they have heard, each with their newest words since then that speak of it."""
    said = gathering.list_said(account, viewer=viewer, zone=zone, since=since) if known else []
    by_speaker = defaultdict(list)
    for words in said:
        by_speaker[words.speaker].append(words)
    echoes = [spread.find_echo(one.message.text, by_speaker[one.person], since=one.on) for one in known]
    ids = sorted({echo.id for echo in echoes if echo})
    rows = {row.id: row for row in verbatim_queries.list_verbatims(ids, viewer=viewer)} if ids else {}
    heard: dict[str, list[HeardRow]] = defaultdict(list)
    for one, echo in zip(known, echoes, strict=True):
        heard[one.person].append(_row(one, echo, names, rows))
    return heard


def _how(person: str, message: Message, told: Sequence[Told], meetings: Sequence[Meeting]) -> Known | None:
    for one in told:
        if one.contact == person and message.id in (one.promise, one.need):
            return Known(person, message, HeardHow.TOLD, one.by, one.on, one.touchpoint)
    if message.made_on is None:
        return None
    if message.to == person:
        return Known(person, message, HeardHow.GIVEN, message.keeper, message.made_on, "")
    for meeting in meetings:
        is_there = person in meeting.theirs and meeting.direction is Direction.BOTH
        if is_there and meeting.on == message.made_on and (not message.keeper or message.keeper in meeting.ours):
            by = message.keeper or next(iter(meeting.ours), "")
            return Known(person, message, HeardHow.PRESENT, by, meeting.on, meeting.id)
    return None


def _row(one: Known, echo: Echo | None, names: Mapping[str, str], rows: Mapping[str, VerbatimRow]) -> HeardRow:
    return HeardRow(
        message=one.message,
        how=one.how,
        by=names.get(one.by, ""),
        on=one.on,
        touchpoint_id=one.touchpoint,
        echo=rows.get(echo.id) if echo else None,
        shared=echo.shared if echo else (),
    )
