"""Storing conversations in few statements: who took part is looked up, what is stored already is left as it is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts import matching
from closeknit.accounts.directory import Directory
from closeknit.accounts.matching import Match, Why, Written
from closeknit.analysis.kinds import Direction, Medium
from closeknit.kit import clock, ids
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import threads
from closeknit.touchpoints.drafts import TALKS, Draft, Speaker
from closeknit.touchpoints.models import Participation, Touchpoint, Turn


@dataclass(frozen=True)
class Stored:
    """The new touchpoints, in the order of their drafts, those of each account, and how many drafts were there already."""

    touchpoints: tuple[Touchpoint, ...]
    by_account: dict[str, list[Touchpoint]]
    n_same: int


@dataclass(frozen=True)
class _Placed:
    """A draft with what its speakers were recognised as."""

    draft: Draft
    matches: tuple[Match, ...]
    account: str | None


def store(
    drafts: Sequence[Draft],
    *,
    directory: Directory,
    zone: str,
    viewer: Viewer,
    at: datetime,
    source: str | None = None,
) -> Stored:
    """Write the drafts whose key is not known yet, in the running transaction. `zone` says on which day words were said."""
    fresh = {draft.key: draft for draft in drafts}
    known = Touchpoint.objects.visible_to(viewer).filter(key__in=list(fresh)).values_list("key", flat=True)
    for key in known:
        del fresh[key]
    placed = [_place(directory, draft, zone) for draft in fresh.values()]
    conversations = threads.join(list(fresh.values()), viewer=viewer)
    touchpoints = Touchpoint.objects.add_many(
        _touchpoint(one, conversations.get(one.draft.key, ""), source, at) for one in placed
    )
    _store_turns(touchpoints, placed)
    by_account: dict[str, list[Touchpoint]] = defaultdict(list)
    for touchpoint, one in zip(touchpoints, placed, strict=True):
        for account in {one.account, *(match.account for match in one.matches if match.contact)} - {None}:
            by_account[account or ""].append(touchpoint)
    return Stored(tuple(touchpoints), by_account, len(drafts) - len(touchpoints))


def _place(directory: Directory, draft: Draft, zone: str) -> _Placed:
    on = clock.local_date(draft.started_at, zone)
    account = draft.account or matching.find_account(directory, draft.account_name)
    matches = [_match(directory, speaker, draft, account, on) for speaker in draft.speakers]
    if account is None:
        account = _only(match.account for match in matches if not match.is_ours)
        # One who is known tells whose conversation it is, and there the others may be known by name.
        if account is not None:
            matches = [
                _match(directory, speaker, draft, account, on) if match.is_unsure else match
                for speaker, match in zip(draft.speakers, matches, strict=True)
            ]
    if account is None:
        account = next((match.account for match in matches if match.account and not match.is_ours), None)
    return _Placed(draft, tuple(matches), account)


def _match(directory: Directory, speaker: Speaker, draft: Draft, account: str | None, on: date) -> Match:
    if speaker.contact is not None:
        place = directory.places.get(speaker.contact)
        return Match(speaker.contact, None, place.account if place else account, False, False, Why.DECIDED)
    if speaker.member is not None or speaker.is_ours:
        return Match(None, speaker.member, account, True, False, Why.OURS)
    written = Written(speaker.name, speaker.address, speaker.account_name or draft.account_name, on)
    return matching.match(directory, written, account=account)


def _only(accounts: Iterable[str | None]) -> str | None:
    known = {account for account in accounts if account}
    return known.pop() if len(known) == 1 else None


def _touchpoint(one: _Placed, conversation: str, source: str | None, at: datetime) -> Touchpoint:
    draft = one.draft
    pk = ids.new("touchpoint", one.account or ids.HOUSE)
    members = [match.member for match in one.matches if match.member]
    return Touchpoint(
        id=pk,
        key=draft.key,
        account_id=one.account,
        medium=draft.medium,
        direction=draft.direction or _find_direction(one),
        subject=draft.subject[:300],
        started_at=draft.started_at,
        conversation=conversation or draft.thread or pk,
        wording=draft.wording,
        member_id=draft.member or (members[0] if members else None),
        summary=draft.summary,
        source_id=source,
        place=draft.place[:100],
        created_at=at,
    )


def _find_direction(one: _Placed) -> Direction:
    """Who spoke decides; a talk is both ways, also where only their part was written down."""
    if one.draft.medium in TALKS:
        return Direction.BOTH
    spoke = {one.matches[line.speaker].is_ours if line.speaker is not None else False for line in one.draft.lines} or {
        False
    }
    if one.draft.medium == Medium.EMAIL or len(spoke) == 1:
        return Direction.OURS if True in spoke else Direction.THEIRS
    return Direction.BOTH


def _store_turns(touchpoints: Sequence[Touchpoint], placed: Sequence[_Placed]) -> None:
    pairs = list(zip(touchpoints, placed, strict=True))
    participations = Participation.objects.add_many(
        _participation(touchpoint, speaker, match)
        for touchpoint, one in pairs
        for speaker, match in zip(one.draft.speakers, one.matches, strict=True)
    )
    turns: list[Turn] = []
    first = 0
    for touchpoint, one in pairs:
        for position, line in enumerate(one.draft.lines):
            speaker = participations[first + line.speaker] if line.speaker is not None else None
            is_ours = line.speaker is not None and one.matches[line.speaker].is_ours
            turns.append(
                Turn(
                    touchpoint=touchpoint,
                    position=position,
                    speaker=speaker,
                    is_ours=is_ours,
                    text=line.text,
                    offset_seconds=line.offset_seconds,
                    prompt=line.prompt[:500],
                )
            )
        first += len(one.draft.speakers)
    Turn.objects.add_many(turns)


def _participation(touchpoint: Touchpoint, speaker: Speaker, match: Match) -> Participation:
    return Participation(
        touchpoint=touchpoint,
        contact_id=match.contact,
        member_id=match.member,
        written=speaker.name[:254],
        address=speaker.address[:254],
        written_account=speaker.account_name[:200] if match.account is None else "",
        is_unsure=match.is_unsure,
        is_speaker=speaker.is_speaker,
    )
