"""From a mail to what is kept of it: what a member hands in, what they pass on, and what somebody else wrote."""

from dataclasses import dataclass, replace
from datetime import datetime

from closeknit.accounts.models import PersonAddress
from closeknit.analysis.kinds import Direction, Medium
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Member
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping, drafting, events, storing, zones
from closeknit.touchpoints.drafts import Draft, Line, Speaker, hash_key
from closeknit.touchpoints.mailbox import discussed
from closeknit.touchpoints.mailbox.judging import Judged
from closeknit.touchpoints.models import Participation, Touchpoint, Turn
from closeknit.touchpoints.operations import handing_in
from closeknit.touchpoints.readers import forwards, mail
from closeknit.touchpoints.readers.conversation import Conversation, Rejected


@dataclass(frozen=True)
class Taken:
    """What became of a mail: the conversation that holds it, None where it had no words, and a code that says how."""

    touchpoint: str | None
    reason: str


def take(data: bytes, judged: Judged, *, proof: str, key: str, viewer: Viewer, at: datetime) -> Taken:
    """Store what a mail says and return where, in the running transaction; `key` is what the mail is known by."""
    if not proof:
        return _take_unproven(data, key, viewer, at)
    said = discussed.take_answer(data, judged, viewer=viewer, at=at)
    if said is not None:
        return Taken(said.touchpoint, "commented")
    if judged.member:
        acting = identity_queries.find_viewer(judged.member) or viewer
        return _take_of_member(data, judged, acting, at)
    return _take_message(data, judged, viewer, at)


def _take_of_member(data: bytes, judged: Judged, viewer: Viewer, at: datetime) -> Taken:
    read = forwards.take_apart(data)
    if read.original is not None and _is_somebodys(read.original, judged):
        return _pass_on(read.original, read.remark, judged, viewer, at)
    if _goes_to_others(data, judged, viewer):
        return _take_message(data, judged, viewer, at)
    if not any(char.isalnum() for char in read.remark):
        return Taken(None, "no_words")
    touchpoint = handing_in.hand_in_words(words=read.remark, viewer=viewer, at=at)
    return Taken(touchpoint, "shortened" if read.is_shortened else "handed_in")


def _pass_on(original: Conversation, remark: str, judged: Judged, viewer: Viewer, at: datetime) -> Taken:
    """The mail that was passed on is a conversation with whoever wrote it; what the member says about it stands in it as a note of ours."""
    has_own_id = not original.external_id.startswith(("row-", "words-"))
    settings = drafting.Settings(started_at=at, member=judged.member, is_mail=True)
    draft = drafting.draft(_without(original, judged.own), settings)
    if not has_own_id:
        # Known by who wrote what, whoever of us passes it on; there is no message that others could answer.
        draft = replace(draft, key=hash_key("passed on", original.external_id), message="", answers=())
    row = _store(draft, viewer, at)
    if any(char.isalnum() for char in remark):
        _add_note(row, remark, judged.member, viewer)
    return Taken(row.pk, "passed_on")


def _add_note(row: Touchpoint, remark: str, member: str | None, viewer: Viewer) -> None:
    """Not a conversation by itself: a note of ours would stand there as our answer to them, or as an attempt to reach them."""
    several = Turn.objects.visible_to(viewer).filter(touchpoint=row).order_by("-position")
    last = several.values_list("position", flat=True).first()
    writer = Participation.objects.add(Participation(touchpoint=row, member_id=member))
    place = 0 if last is None else last + 1
    Turn.objects.add(Turn(touchpoint=row, position=place, speaker=writer, is_ours=True, text=remark))


def _take_message(data: bytes, judged: Judged, viewer: Viewer, at: datetime) -> Taken:
    """A mail whose sender is proven is a conversation like any that is brought in: with its thread, and once, however it comes."""
    read = mail.read(data, shorten=forwards.shorten)
    if isinstance(read, Rejected):
        return Taken(None, "no_words")
    settings = drafting.Settings(started_at=at, member=judged.member, is_mail=True)
    return Taken(_store(drafting.draft(_without(read, judged.own), settings), viewer, at).pk, "written")


def _take_unproven(data: bytes, key: str, viewer: Viewer, at: datetime) -> Taken:
    """Nobody's words until a person says whose: no account, no thread that it could slip into, and no key that a real mail could have."""
    read = mail.read(data, shorten=forwards.shorten)
    if isinstance(read, Rejected):
        return Taken(None, "no_words")
    author = read.turns[0]
    draft = Draft(
        key=hash_key("unproven", key),
        # What a stranger says of the day is not believed either.
        started_at=at,
        medium=Medium.EMAIL,
        lines=(Line(author.text, 0),),
        speakers=(Speaker(author.speaker, author.address, is_unproven=True),),
        direction=Direction.THEIRS,
        subject=read.subject,
    )
    return Taken(_store(draft, viewer, at).pk, "unproven")


def _is_somebodys(original: Conversation, judged: Judged) -> bool:
    """Whether what was passed on has an author, who is not the house itself: an answer to the digest may look like one passed on."""
    author = original.participants[0] if original.participants else None
    return author is not None and bool(author.address or author.name) and author.address not in judged.own


def _goes_to_others(data: bytes, judged: Judged, viewer: Viewer) -> bool:
    """Whether a member wrote to somebody outside whom we know, with the house among those who got a copy."""
    read = mail.read(data, shorten=forwards.shorten)
    if isinstance(read, Rejected):
        return False
    written_to = {one.address for one in read.participants if one.address} - judged.own
    ours = Member.objects.visible_to(viewer).filter(email__in=written_to).values_list("email", flat=True)
    known = PersonAddress.objects.visible_to(viewer).filter(kind="email", value__in=written_to - set(ours))
    return known.exists()


def _without(read: Conversation, own: frozenset[str]) -> Conversation:
    return replace(read, participants=tuple(one for one in read.participants if one.address not in own))


def _store(draft: Draft, viewer: Viewer, at: datetime) -> Touchpoint:
    """Store a draft, or find what is stored under its key already, and return it."""
    directory = storing.load_directory(draft, viewer=viewer)
    stored = storing.store([draft], directory=directory, zone=zones.of_house(), viewer=viewer, at=at)
    row = Touchpoint.objects.visible_to(viewer).get(key=draft.key)
    if stored.touchpoints:
        bookkeeping.fold_in(stored.by_account, viewer=viewer, at=at)
        bookkeeping.recompute_contact(stored.joined, viewer=viewer, at=at)
        recorded = events.TouchpointRecorded(
            subject=row.pk,
            account=row.account_id or "",
            medium=row.medium,
            direction=row.direction,
            started_at=row.started_at,
        )
        record(recorded, viewer=viewer, at=at)
    return row
