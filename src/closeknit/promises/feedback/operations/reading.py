"""The second reader: approves a draft or writes the words that they would use. The author keeps the pen."""

from datetime import datetime

from closeknit.analysis.feedback.kinds import GivenState
from closeknit.kit import mail, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.promises.feedback import checks, events, letters
from closeknit.promises.models import GivenFeedback


@operation(Capability.MAKE_PROMISES)
def ask_reader(*, feedback: str, reader: str, viewer: Viewer, at: datetime) -> None:
    """Ask a colleague to read a draft before it is given, by mail too; or raise NotFound, NotNow, HasLeft or NotYours."""
    row = checks.get_given(feedback, viewer=viewer)
    checks.check_given_move(row, GivenState.WITH_READER)
    checks.check_author(row, viewer=viewer)
    member = checks.check_second(reader, row, viewer=viewer)
    undo.keep(row)
    row.change(
        state=GivenState.WITH_READER,
        reader_id=member.pk,
        reader_asked_at=at,
        has_approved=False,
        suggestion="",
        reader_note="",
    )
    subject, body = letters.draft_to_reader(
        name=member.name, member=row.author.name, account=row.account.name, about=row.about
    )
    mail.put(to=[member.email], subject=subject, body=body, about=row.pk, viewer=viewer, at=at)
    asked = events.ReaderAsked(subject=row.pk, account=row.account_id, reader=member.pk, version=row.version)
    record(asked, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def approve_draft(*, feedback: str, viewer: Viewer, at: datetime, note: str = "") -> None:
    """Say, as the second reader, that it can be given so; or raise NotFound, NotNow or NotYours."""
    row = _read(feedback, viewer)
    row.change(state=GivenState.READY, ready_at=at, **_reading(row, True, note, "", at))
    _tell_read(row, viewer, at)


@operation(Capability.MAKE_PROMISES)
def suggest_words(*, feedback: str, text: str, viewer: Viewer, at: datetime, note: str = "") -> None:
    """Give it back, as the second reader, with the words that one would use; or raise NotFound, NotNow, NotYours or NothingSaid."""
    words = typed.check_said(text, "Write the words that you would use, or approve it as it stands.")
    row = _read(feedback, viewer)
    row.change(state=GivenState.DRAFT, **_reading(row, False, note, words, at))
    _tell_read(row, viewer, at)


@operation(Capability.MAKE_PROMISES)
def take_back_draft(*, feedback: str, viewer: Viewer, at: datetime) -> None:
    """Take a draft back from its reader, as its author; or raise NotFound, NotNow or NotYours."""
    row = checks.get_given(feedback, viewer=viewer)
    if row.state != GivenState.WITH_READER:
        raise checks.NotNow("Nobody is reading it. Nothing was changed.")
    checks.check_author(row, viewer=viewer)
    undo.keep(row)
    row.change(state=GivenState.DRAFT)
    record(events.GivenMoved(subject=row.pk, account=row.account_id, state=row.state), viewer=viewer, at=at)


def _read(feedback: str, viewer: Viewer) -> GivenFeedback:
    row = checks.get_given(feedback, viewer=viewer)
    if row.state != GivenState.WITH_READER:
        raise checks.NotNow("It is not with a reader now. Load the page anew to see where it stands.")
    checks.check_reader(row, viewer=viewer)
    undo.keep(row)
    return row


def _reading(row: GivenFeedback, is_approved: bool, note: str, words: str, at: datetime) -> dict[str, object]:
    return {
        "read_at": at,
        "read_version": row.version,
        "has_approved": is_approved,
        "reader_note": note.strip()[:2000],
        "suggestion": words,
    }


def _tell_read(row: GivenFeedback, viewer: Viewer, at: datetime) -> None:
    read = events.FeedbackRead(
        subject=row.pk, account=row.account_id, version=row.version, is_approved=row.has_approved
    )
    record(read, viewer=viewer, at=at)
