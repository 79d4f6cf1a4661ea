"""Storing conversations in few statements: who took part is looked up, what is stored already is left as it is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from closeknit.accounts import matching
from closeknit.accounts.directory import Directory
from closeknit.accounts.matching import Match, Why, Written
from closeknit.analysis.kinds import Direction, Medium
from closeknit.kit import bulk, clock, ids
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import changed, threads
from closeknit.touchpoints.drafts import TALKS, Draft, New, Speaker
from closeknit.touchpoints.models import Participation, Touchpoint, Turn

_TOUCHPOINT = (
    *("id", "key", "account_id", "medium", "direction", "subject", "started_at"),
    *(
        "conversation",
        "wording",
        "member_id",
        "summary",
        "origin",
        "earlier_id",
        "source_id",
        "place",
        "created_at",
        "audience",
    ),
)
_PARTICIPATION = (
    *("id", "touchpoint_id", "contact_id", "member_id", "written", "address", "written_account"),
    *("is_unsure", "is_speaker", "placing"),
)
_TURN = ("id", "touchpoint_id", "position", "speaker_id", "is_ours", "text", "offset_seconds", "prompt", "wording")


@dataclass(frozen=True)
class Stored:
    """The new touchpoints, in the order of their drafts, those of each account, how many drafts were there already, and
    how many of the new ones are rows that were edited since they were read.

    `joined` are accounts whose stored conversations turned out to be one: when we were in touch with them is worked out anew.
    """

    touchpoints: tuple[New, ...]
    by_account: dict[str, list[New]]
    joined: frozenset[str]
    n_same: int
    n_changed: int


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
    fresh = changed.narrow(fresh, viewer=viewer)
    placed = [_place(directory, draft, zone) for draft in fresh.values()]
    joined = threads.join(list(fresh.values()), viewer=viewer)
    made = [_new(one, joined.conversations.get(one.draft.key, "")) for one in placed]
    pairs = list(zip(made, placed, strict=True))
    entered = bulk.moment(at)
    bulk.insert(Touchpoint, _TOUCHPOINT, [_touchpoint(new, one, source, entered) for new, one in pairs])
    _store_turns(pairs)
    by_account: dict[str, list[New]] = defaultdict(list)
    for new, one in pairs:
        for account in {one.account, *(match.account for match in one.matches if match.contact)} - {None}:
            by_account[account or ""].append(new)
    n_changed = sum(1 for one in placed if one.draft.earlier)
    return Stored(tuple(made), by_account, joined.accounts, len(drafts) - len(made), n_changed)


def load_directory(draft: Draft, *, viewer: Viewer) -> Directory:
    """Return of the directory what can matter for storing one draft."""
    names = [Written(account_name=draft.account_name), *(_written(speaker, draft, None) for speaker in draft.speakers)]
    contacts = [speaker.contact for speaker in draft.speakers if speaker.contact]
    accounts = [draft.account] if draft.account else []
    return matching.load_part(names, accounts=accounts, contacts=contacts, viewer=viewer)


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
    if speaker.is_unproven:
        return Match(None, None, None, False, True, Why.UNKNOWN)
    if speaker.contact is not None:
        place = directory.places.get(speaker.contact)
        return Match(speaker.contact, None, place.account if place else account, False, False, Why.DECIDED)
    if speaker.member is not None or speaker.is_ours:
        return Match(None, speaker.member, account, True, False, Why.OURS)
    if speaker.is_known:
        # A name that somebody gave themselves must not make them the contact who is called so.
        return Match(None, None, account, False, False, Why.NOBODY)
    return matching.match(directory, _written(speaker, draft, on), account=account)


def _written(speaker: Speaker, draft: Draft, on: date | None) -> Written:
    return Written(speaker.name, speaker.address, speaker.account_name or draft.account_name, on)


def _only(accounts: Iterable[str | None]) -> str | None:
    known = {account for account in accounts if account}
    return known.pop() if len(known) == 1 else None


def _new(one: _Placed, conversation: str) -> New:
    pk = ids.new("touchpoint", one.account or ids.HOUSE)
    return New(
        pk=pk,
        account_id=one.account,
        medium=one.draft.medium.value,
        direction=(one.draft.direction or _find_direction(one)).value,
        started_at=one.draft.started_at,
        conversation=conversation or one.draft.thread or pk,
        contacts=tuple(match.contact for match in one.matches if match.contact),
    )


def _touchpoint(new: New, one: _Placed, source: str | None, entered: object) -> tuple[object, ...]:
    draft = one.draft
    member = draft.member or next((match.member for match in one.matches if match.member), None)
    what = (
        new.pk,
        draft.key,
        new.account_id,
        new.medium,
        new.direction,
        draft.subject[:300],
        bulk.moment(new.started_at),
    )
    return (
        *what,
        new.conversation,
        draft.wording.value,
        member,
        draft.summary,
        draft.origin,
        draft.earlier or None,
        source,
        draft.place[:100],
        entered,
        draft.audience.value,
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


def _store_turns(pairs: Sequence[tuple[New, _Placed]]) -> None:
    n_parts = sum(len(one.matches) for _, one in pairs)
    numbers = iter(bulk.take_ids(Participation, n_parts))
    parts: list[tuple[object, ...]] = []
    turns: list[tuple[object, ...]] = []
    for new, one in pairs:
        own = list(islice(numbers, len(one.matches)))
        for number, speaker, match in zip(own, one.draft.speakers, one.matches, strict=True):
            parts.append((number, new.pk, *_participation(speaker, match)))
        for position, line in enumerate(one.draft.lines):
            who = None if line.speaker is None else own[line.speaker]
            is_ours = line.speaker is not None and one.matches[line.speaker].is_ours
            said = (line.text, line.offset_seconds, line.prompt[:500], line.wording)
            turns.append((new.pk, position, who, is_ours, *said))
    bulk.insert(Participation, _PARTICIPATION, parts)
    turn_ids = bulk.take_ids(Turn, len(turns))
    bulk.insert(Turn, _TURN, [(number, *turn) for number, turn in zip(turn_ids, turns, strict=True)])


def _participation(speaker: Speaker, match: Match) -> tuple[object, ...]:
    elsewhere = speaker.account_name[:200] if match.account is None else ""
    written = (speaker.name[:254], speaker.address[:254], elsewhere)
    return (match.contact, match.member, *written, match.is_unsure, speaker.is_speaker, "")
