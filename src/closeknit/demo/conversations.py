"""What was said through the year, as happenings: files are brought in through their readers, notes written down as they were told."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial

from closeknit.analysis.kinds import Direction, Medium, Wording
from closeknit.demo import exports, letters, login, notes
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.demo.exports import Export
from closeknit.demo.telling import Happening, key_of
from closeknit.kit import files
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import operations, queries
from closeknit.touchpoints.drafts import TALKS, Line, Speaker

_ALL = 10_000
_ANSWERS = "dev.sandhu@emberandvale.example"


def list_happenings(company: Company, cast: Cast, *, built_at: datetime) -> Iterator[Happening]:
    """Yield each talk when it took place, and mailboxes and exports as of now: they are brought in at the end, for the whole year."""
    for row in company.rows("conversations"):
        moment = company.calendar.moment(row["started_at"])
        write = _write_note if row["wording"] == Wording.REPORTED else _bring_in_transcript
        yield Happening(key_of("talk", row["file"]), moment, partial(write, row, company, cast))
    yield from _mailboxes(company, cast, built_at)
    for export in exports.EXPORTS:
        content = (company.folder / export.file_name).read_text(encoding="utf-8")
        write = partial(_bring_in_export, export, company, cast)
        yield Happening(key_of("export", export.file_name, content), built_at, write)
    yield Happening(key_of("placed"), built_at, partial(_place_whoever_is_at_two, company, cast))
    for row in company.rows("tickets"):
        if row["Solved at"]:
            write = partial(_answer_ticket, row, company, cast)
            yield Happening(key_of("answer", row["Ticket ID"]), built_at, write)


def _write_note(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    text = (company.folder / row["file"]).read_text(encoding="utf-8")
    scene = text.partition("\n\n")[0]
    homes = {
        one["name"]: one["account"]
        for one in company.rows("people")
        if one["account"] == row["account"] or one["name"] in scene
    }
    main = cast.name_of(row["person"]) if row["person"] else ""
    note = notes.read(text, people={name: name == main or name in scene for name in homes})
    named = list(dict.fromkeys(told.who for told in note.told if told.who))
    speakers = [Speaker(contact=cast.contact_called(homes[name], name)) for name in named]
    operations.record_touchpoint(
        medium=_code(row["medium"]),
        started_at=company.calendar.moment(row["started_at"]),
        lines=[Line(told.text, named.index(told.who) if told.who else None) for told in note.told],
        speakers=speakers,
        account=cast.account(row["account"]),
        direction=_direction(row),
        wording=Wording.REPORTED,
        subject=row["subject"],
        summary=note.scene,
        viewer=cast.viewer_of(row["member"]),
        at=at,
    )


def _bring_in_transcript(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    """Bring in a transcript at the moment of the talk: where a file names no day of its own, that is when it took place."""
    file = company.folder / row["file"]
    settings = {
        "medium": _code(row["medium"]),
        "wording": row["wording"],
        "direction": _direction(row),
        "subject": row["subject"],
        "member": cast.member(row["member"]),
    }
    _bring_in(
        [file.read_bytes()],
        file.name,
        account=cast.account(row["account"]),
        settings=settings,
        viewer=cast.viewer_of(row["member"]),
        at=at,
    )


def _mailboxes(company: Company, cast: Cast, built_at: datetime) -> Iterator[Happening]:
    members = [row["email"] for row in company.rows("members")]
    # The key is made from the mails as they stand in their files: it is the same on whatever day the demo is built.
    before = letters.gather_mailboxes(company.folder / "conversations", members, days=0)
    moved = letters.gather_mailboxes(company.folder / "conversations", members, days=company.calendar.days)
    for member, content in moved.items():
        name = f"{member.partition('@')[0]}.mbox"
        write = partial(_bring_in_mailbox, content, name, member, cast)
        yield Happening(key_of("mailbox", member, before[member].decode("utf-8", "replace")), built_at, write)


def _bring_in_mailbox(content: bytes, name: str, member: str, cast: Cast, at: datetime) -> None:
    viewer = cast.viewer_of(member)
    if not viewer.can(Capability.BRING_IN):
        # Joanna hands hers over to somebody who may.
        viewer = cast.viewer_of(login.EMAIL)
    _bring_in([content], name, account=None, settings={"member": cast.member(member)}, viewer=viewer, at=at)


def _bring_in_export(export: Export, company: Company, cast: Cast, at: datetime) -> None:
    content = exports.move_dates(company.folder / export.file_name, export.dates, company.calendar)
    _bring_in(
        [content],
        export.file_name,
        account=None,
        settings={"medium": export.medium},
        mapping=export.mapping,
        viewer=cast.viewer_of(export.member),
        at=at,
    )


def _bring_in(
    content: Iterable[bytes],
    file_name: str,
    *,
    account: str | None,
    settings: Mapping[str, str],
    viewer: Viewer,
    at: datetime,
    mapping: Mapping[str, list[str]] | None = None,
) -> None:
    source = operations.start_import(file=files.store(content), file_name=file_name, viewer=viewer, at=at)
    operations.confirm_import(source=source, mapping=mapping, account=account, settings=settings, viewer=viewer, at=at)


def _place_whoever_is_at_two(company: Company, cast: Cast, at: datetime) -> None:
    """Say for which of two accounts somebody writes whose one address is known at both: the one whose domain it is."""
    rows = company.rows("people")
    for email in {row["email"] for row in rows if sum(other["email"] == row["email"] for other in rows) > 1}:
        _, contact = cast.place_of(email)
        with suppress(operations.NobodyWaits):
            operations.place_speaker(
                written="", address=email, who=operations.Who.CONTACT, contact=contact, viewer=cast.viewer, at=at
            )


def _answer_ticket(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    """The export says when a ticket was answered and not with which words: that we answered is what counts here."""
    account, contact = cast.place_of(row["Requester email"])
    asked_at = company.calendar.moment(row["Created at"])
    asked = [
        one
        for one in queries.list_touchpoints(viewer=cast.viewer, limit=_ALL)
        if one.medium == Medium.TICKET and one.subject == row["Subject"] and one.started_at == asked_at
    ]
    if not asked:
        raise NotFound(f"The ticket {row['Ticket ID']} has not been read.")
    operations.record_touchpoint(
        medium=Medium.TICKET,
        started_at=company.calendar.moment(row["Solved at"]),
        lines=(),
        speakers=(Speaker(member=cast.member(_ANSWERS)), Speaker(contact=contact, is_speaker=False)),
        account=account,
        direction=Direction.OURS,
        subject=row["Subject"],
        conversation=asked[0].conversation,
        viewer=cast.viewer_of(_ANSWERS),
        at=at,
    )


def _direction(row: TableRow) -> str:
    """The index says who began. Of a talk that is no news about who spoke: both did."""
    return Direction.BOTH if _code(row["medium"]) in TALKS else row["direction"]


def _code(written: str) -> str:
    return written.replace(" ", "_")
