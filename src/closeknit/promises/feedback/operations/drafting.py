"""Writing feedback that we give: version upon version, until it is fit to be given or better left unsaid."""

from datetime import datetime

from django.db.models import Q

from closeknit.analysis.feedback.checking import check_draft
from closeknit.analysis.feedback.kinds import GivenState
from closeknit.identity.events import MemberLeft
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer, ViewerKind
from closeknit.promises.feedback import checks, events
from closeknit.promises.models import FeedbackVersion, GivenFeedback


@operation(Capability.MAKE_PROMISES)
def draft_feedback(*, contact: str, about: str, text: str, channel: str, viewer: Viewer, at: datetime) -> str:
    """Begin feedback to a contact with a first version and return its id; or raise NotFound, HasLeft or NothingSaid."""
    whom, how = checks.get_whom(contact, viewer=viewer), checks.read_channel(channel)
    said = typed.check_said(about, "Say what it is about, in a few words.", most=200)
    words = typed.check_said(text, _NOTHING)
    if viewer.kind != ViewerKind.MEMBER:
        raise NotFound("Feedback has an author among our members.")
    row = GivenFeedback.objects.add(
        GivenFeedback(
            id=ids.new("given_feedback", whom.account_id),
            account_id=whom.account_id,
            contact=whom,
            author_id=viewer.id,
            about=" ".join(said.split()),
            channel=how,
            state=GivenState.DRAFT,
            version=1,
            made_at=at,
        )
    )
    undo.keep_new(row)
    _write(row, 1, words, viewer, at)
    return row.pk


@operation(Capability.MAKE_PROMISES)
def write_feedback(
    *, feedback: str, text: str, base: int, viewer: Viewer, at: datetime, about: str = "", channel: str = ""
) -> int:
    """Write the next version on version `base` and return its number; what was ready is a draft again.

    Raises NotFound, NotNow, NothingSaid, or ChangedMeanwhile where another version came after `base`.
    """
    row = checks.get_given(feedback, viewer=viewer)
    words = typed.check_said(text, _NOTHING)
    if row.state != GivenState.DRAFT:
        checks.check_given_move(row, GivenState.DRAFT)
    if row.state == GivenState.WITH_READER:
        raise checks.NotNow(f"{row.reader.name if row.reader else 'A colleague'} is reading it. Take it back first.")
    checks.check_newest(row, base)
    undo.keep(row)
    row.change(
        version=base + 1,
        state=GivenState.DRAFT,
        about=typed.check_note(about, most=200) or row.about,
        channel=checks.read_channel(channel) if channel else row.channel,
    )
    _write(row, base + 1, words, viewer, at)
    return row.version


@operation(Capability.MAKE_PROMISES)
def make_ready(*, feedback: str, viewer: Viewer, at: datetime, despite: str = "") -> None:
    """Say that a draft is fit to be given; or raise NotFound, NotNow, NotYours, ReaderFirst or NotFit.

    `despite` is why it is given although a check is not content with it; it is kept.
    """
    row = checks.get_given(feedback, viewer=viewer)
    checks.check_given_move(row, GivenState.READY)
    if row.state != GivenState.DRAFT:
        raise checks.NotNow("A colleague is reading it: they approve it, or you take it back. Nothing was changed.")
    checks.check_author(row, viewer=viewer)
    reason = checks.check_fit(row, despite=despite, viewer=viewer)
    undo.keep(row)
    row.change(state=GivenState.READY, ready_at=at, despite=reason)
    moved = events.GivenMoved(subject=row.pk, account=row.account_id, state=row.state, is_despite=bool(reason))
    record(moved, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def withdraw_feedback(*, feedback: str, viewer: Viewer, at: datetime, why: str = "") -> None:
    """Leave it unsaid; or raise NotFound, NotNow or NotYours."""
    row = checks.get_given(feedback, viewer=viewer)
    checks.check_given_move(row, GivenState.WITHDRAWN)
    checks.check_author(row, viewer=viewer)
    undo.keep(row)
    row.change(state=GivenState.WITHDRAWN, withdrawn_at=at, withdrawn_why=typed.check_note(why))
    record(events.GivenMoved(subject=row.pk, account=row.account_id, state=row.state), viewer=viewer, at=at)


def pass_drafts_on(left: MemberLeft, viewer: Viewer, at: datetime) -> None:
    """Give what a member who leaves was writing to the successor, and take back what they were to read, in the same act."""
    theirs = Q(author_id=left.subject, state__in=_UNSAID) | Q(reader_id=left.subject, state=GivenState.WITH_READER)
    for row in GivenFeedback.objects.visible_to(viewer).filter(theirs).order_by("pk"):
        undo.keep(row)
        author = left.successor if row.author_id == left.subject else row.author_id
        # Nobody is the second reader of their own words.
        is_read = row.state == GivenState.WITH_READER and row.reader_id not in (left.subject, author)
        row.change(
            author_id=author,
            state=GivenState.DRAFT if row.state == GivenState.WITH_READER and not is_read else row.state,
        )
        moved = events.GivenMoved(subject=row.pk, account=row.account_id, state=row.state)
        record(moved, viewer=viewer, at=at)


_UNSAID = (GivenState.DRAFT, GivenState.WITH_READER, GivenState.READY)
_NOTHING = "Nothing was written. Say what you saw, what came of it, and what you would do to help."


def _write(row: GivenFeedback, number: int, words: str, viewer: Viewer, at: datetime) -> None:
    version = FeedbackVersion(feedback=row, number=number, text=words, written_by_id=viewer.id, written_at=at)
    undo.keep_new(FeedbackVersion.objects.add(version), subject=row.pk)
    drafted = events.FeedbackDrafted(
        subject=row.pk, account=row.account_id, version=number, n_unmet=len(check_draft(words).unmet)
    )
    record(drafted, viewer=viewer, at=at)
