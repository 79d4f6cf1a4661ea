"""Notes of ours about what is discussed: "Only we see this".

Nothing here is shared with a discussion but the id of what both are about: another table, other functions, another part of the page. No
module that faces outside may import this one (`.importlinter`), so that a note can never go out by a mistake in a filter.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from closeknit.discussions import events, subjects
from closeknit.discussions.models.note import Note, NoteVersion
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound, Refused
from closeknit.kit.viewer import Viewer

LONGEST = 10_000


class NotOurs(Refused):
    """Only whoever wrote a note changes it."""


@dataclass(frozen=True)
class NoteRow:
    """One note of ours."""

    id: str
    author: str
    is_mine: bool
    text: str
    written_at: datetime
    edited_at: datetime | None
    n_versions: int


@dataclass(frozen=True)
class NoteVersionRow:
    """One wording of a note."""

    number: int
    text: str
    written_at: datetime


@operation(Capability.HAND_IN)
def write_note(*, subject: str, text: str, viewer: Viewer, at: datetime) -> str:
    """Say something about a subject to the others of ours and return the note's id; or raise NotFound or NothingSaid."""
    about = _get_subject(subject, viewer)
    said = typed.check_said(text, "There are no words in it. Nothing was noted.", most=LONGEST)
    if viewer.member is None:
        raise NotAllowed("Only one of us notes something. Nothing was noted.")
    note = Note.objects.add(
        Note(
            id=ids.new("note", about.account or ids.HOUSE),
            subject=about.id,
            account_id=about.account,
            member_id=viewer.member,
            text=said,
            written_at=at,
        )
    )
    undo.keep_new(note, subject=note.pk)
    record(events.NoteWritten(subject=note.pk, account=about.account or "", about=about.id), viewer=viewer, at=at)
    return note.pk


@operation(Capability.HAND_IN)
def edit_note(*, note: str, text: str, viewer: Viewer, at: datetime, base: int | None = None) -> None:
    """Give a note of one's own other words, on version `base`; those that it had are kept.

    Raises NotFound, NotOurs, NothingSaid or ChangedMeanwhile.
    """
    row = _get_own(note, viewer)
    said = typed.check_said(text, "There are no words in it. Nothing was changed.", most=LONGEST)
    number = NoteVersion.objects.visible_to(viewer).filter(note=row).count() + 1
    if base is not None and base != number:
        raise ChangedMeanwhile(
            "You have edited this in another window since. Nothing was changed: both versions stand here."
        )
    if said != row.text:
        undo.keep(row, subject=row.pk)
        version = NoteVersion(note=row, number=number, text=row.text, written_at=row.edited_at or row.written_at)
        undo.keep_new(NoteVersion.objects.add(version))
        row.change(text=said, edited_at=at)
    record(events.NoteEdited(subject=row.pk, account=row.account_id or "", about=row.subject), viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def remove_note(*, note: str, viewer: Viewer, at: datetime) -> None:
    """Take a note of one's own away, for as long as that is not taken back; or raise NotFound or NotOurs."""
    row = _get_own(note, viewer)
    undo.keep(row, *NoteVersion.objects.visible_to(viewer).filter(note=row).order_by("pk"), subject=row.pk)
    record(events.NoteRemoved(subject=row.pk, account=row.account_id or "", about=row.subject), viewer=viewer, at=at)
    row.delete()


def list_notes(subject: str, *, viewer: Viewer) -> tuple[NoteRow, ...]:
    """Return the notes about something that the viewer has found already, the oldest first."""
    versions = NoteVersion.objects.visible_to(viewer).filter(note=OuterRef("pk")).order_by()
    counted = versions.values("note").annotate(n=Count("pk")).values("n")
    rows = Note.objects.visible_to(viewer).filter(subject=subject).order_by("written_at", "pk")
    found = rows.annotate(author=F("member__name"), n_before=Coalesce(Subquery(counted), 0))
    return tuple(
        NoteRow(
            id=row.pk,
            author=row.author,
            is_mine=row.member_id == viewer.member,
            text=row.text,
            written_at=row.written_at,
            edited_at=row.edited_at,
            n_versions=row.n_before + 1,
        )
        for row in found
    )


def get_note(note: str, *, viewer: Viewer) -> tuple[NoteRow, str]:
    """Return one note with the id of what it is about, or raise NotFound."""
    row = _get(note, viewer)
    found = next(one for one in list_notes(row.subject, viewer=viewer) if one.id == row.pk)
    return found, row.subject


def list_versions(note: str, *, viewer: Viewer) -> tuple[NoteVersionRow, ...]:
    """Return each wording of a note, the first one first; or raise NotFound."""
    row = _get(note, viewer)
    before = NoteVersion.objects.visible_to(viewer).filter(note=row).order_by("number")
    versions = [NoteVersionRow(one.number, one.text, one.written_at) for one in before]
    return (*versions, NoteVersionRow(len(versions) + 1, row.text, row.edited_at or row.written_at))


def _get(note: str, viewer: Viewer) -> Note:
    row = Note.objects.visible_to(viewer).filter(pk=note).first()
    if row is None or subjects.find(row.subject, viewer=viewer) is None:
        raise NotFound("There is no such note.")
    return row


def _get_own(note: str, viewer: Viewer) -> Note:
    row = _get(note, viewer)
    if row.member_id != viewer.member:
        raise NotOurs("Only whoever wrote it can change it. Nothing was changed.")
    return row


def _get_subject(subject: str, viewer: Viewer) -> subjects.Subject:
    if not viewer.is_ours:
        raise NotFound
    return subjects.get(subject, viewer=viewer)
