"""A discussion and our notes beneath it, as the templates draw them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from closeknit.discussions import notes, queries
from closeknit.discussions.notes import NoteRow
from closeknit.discussions.reading import CommentRow, DiscussionRow, FileRow
from closeknit.kit import ids, markdown
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Picture
from closeknit.kit.ways import find_way
from closeknit.web.discussions import shown
from closeknit.web.discussions.forms import CommentForm, NoteForm
from closeknit.web.request import HouseRequest


@dataclass(frozen=True)
class Said:
    """One comment with its words as the page shows them, sanitised, and what hangs on it: what can be seen at once, and the rest."""

    row: CommentRow
    text: SafeString
    pictures: tuple[Picture, ...]
    files: tuple[FileRow, ...]


@dataclass(frozen=True)
class Noted:
    """One note with its words as the page shows them, sanitised."""

    row: NoteRow
    text: SafeString


@dataclass(frozen=True)
class Part:
    """A discussion on a page of ours; `kind` is what is discussed, a word."""

    row: DiscussionRow
    said: tuple[Said, ...]
    kind: str
    subject_url: str
    newer_url: str
    older_url: str


def of(subject: str, request: HouseRequest, *, form: CommentForm | None = None, page: int = 1) -> dict[str, Any]:
    """Return what the templates of a discussion are given, `form` as it was filled in where it was refused; or raise NotFound."""
    row = queries.read_discussion(subject, viewer=request.viewer, page=page)
    own = reverse("discussion", args=[row.subject])
    part = Part(
        row=row,
        said=tuple(_said(one, request) for one in row.comments),
        kind=ids.kind_of(row.subject),
        subject_url=url_of(row),
        newer_url=f"{own}?page={page - 1}" if page > 1 else "",
        older_url=f"{own}?page={page + 1}" if page < row.n_pages else "",
    )
    return {
        "discussion": part,
        "comment_form": form or CommentForm(),
        "may_say": request.viewer.can(Capability.HAND_IN) and (row.is_shared or form is not None),
        "zone": request.zone,
    }


def notes_of(subject: str, request: HouseRequest, *, form: NoteForm | None = None) -> dict[str, Any]:
    """Return what the templates of our notes are given, about something that was found already."""
    rows = notes.list_notes(subject, viewer=request.viewer)
    return {
        "notes": tuple(Noted(one, markdown.render(one.text)) for one in rows),
        "notes_subject": subject,
        "note_form": form or NoteForm(),
        "may_note": request.viewer.can(Capability.HAND_IN),
        "zone": request.zone,
    }


def url_of(row: DiscussionRow) -> str:
    """Return where what is discussed stands."""
    kind = ids.kind_of(row.subject)
    return find_way("account_plan", row.account_id) if kind == "plan" else find_way(kind, row.subject)


def _said(row: CommentRow, request: HouseRequest) -> Said:
    return Said(
        row=row,
        text=markdown.render(row.text),
        pictures=tuple(shown.picture_of(one, author=row.author, request=request) for one in row.files if one.width),
        files=tuple(one for one in row.files if not one.width),
    )
