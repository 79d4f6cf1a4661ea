"""What is done when somebody says something in a discussion, whoever they are: the one body behind our door and theirs.

Called within operations, which have checked what the viewer may do here at all. Whether they may see what is discussed is looked at here.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from closeknit.analysis.discussions.kinds import CommentState, WrittenBy
from closeknit.analysis.discussions.mentions import find_mentions
from closeknit.discussions import attaching, checks, events, people, subjects, telling
from closeknit.discussions.attaching import Given
from closeknit.discussions.models import Attachment, Comment, CommentVersion, Following, Mention, Thread
from closeknit.discussions.people import Reader
from closeknit.discussions.subjects import Subject
from closeknit.kit import ids, typed, undo
from closeknit.kit.events import record
from closeknit.kit.refusals import NotAllowed
from closeknit.kit.viewer import Viewer, ViewerKind


def write(
    subject: str, text: str, given: Sequence[Given], *, viewer: Viewer, at: datetime, way: WrittenBy = WrittenBy.PAGE
) -> str:
    """Write a comment on something and return its id; who is named in it and who listens is written to.

    Raises NotFound, NotShared, NothingSaid, TooMuch, BadFile or BadPicture; then nothing is kept.
    """
    about = subjects.get(subject, viewer=viewer)
    checks.check_shared(about)
    said = _check_text(text)
    checks.check_pace(viewer=viewer, at=at)
    ready = attaching.prepare(given)
    thread = find_thread(about, viewer=viewer) or _open(about, viewer, at)
    writer = people.reader_of(viewer, about)
    if not writer.key or viewer.kind is ViewerKind.HOUSE:
        raise NotAllowed("Only a person says something. Nothing was written.")
    comment = Comment.objects.add(
        Comment(
            id=ids.new("comment", about.account or ids.HOUSE),
            thread=thread,
            member_id=writer.member,
            person_id=writer.person,
            account_id=writer.account,
            text=said,
            way=way,
            written_at=at,
        )
    )
    _keep_files(comment, ready, about, at)
    named = _keep_mentions(comment, about, viewer)
    people.let_listen(thread, [writer, *named])
    telling.tell(comment, about, named, viewer=viewer, at=at)
    written = events.CommentWritten(
        subject=comment.pk,
        account=thread.account_id or "",
        thread=thread.pk,
        way=comment.way,
        is_ours=writer.member is not None,
        n_files=len(ready),
    )
    record(written, viewer=viewer, at=at)
    return comment.pk


def edit(comment: str, text: str, base: int | None, *, viewer: Viewer, at: datetime) -> None:
    """Give a comment other words; those that it had are kept. Or raise NotFound, NotTheirs, PastThat, NothingSaid or ChangedMeanwhile."""
    row, about = get_own(comment, viewer=viewer)
    if row.taken_back_at is not None:
        raise checks.PastThat(gettext("It was taken back. Put it back first; nothing was changed."))
    said = _check_text(text)
    number = checks.check_newest(row, base, viewer=viewer)
    checks.check_pace(viewer=viewer, at=at)
    if said != row.text:
        _keep(row, viewer)
        version = CommentVersion(comment=row, number=number, text=row.text, written_at=row.edited_at or row.written_at)
        CommentVersion.objects.add(version)
        _keep_new(version, row, viewer)
        row.change(text=said, edited_at=at)
        named = _keep_mentions(row, about, viewer)
        people.let_listen(row.thread, named)
        telling.tell_named(row, about, named, viewer=viewer, at=at)
    edited = events.CommentEdited(
        subject=row.pk, account=row.thread.account_id or "", thread=row.thread_id, number=number + 1
    )
    record(edited, viewer=viewer, at=at)


def take_back(comment: str, *, viewer: Viewer, at: datetime) -> None:
    """Let nobody read a comment any more; its place stays. Or raise NotFound, NotTheirs or PastThat."""
    row, _ = get_own(comment, viewer=viewer)
    checks.check_can_move(row, CommentState.TAKEN_BACK)
    _keep(row, viewer)
    row.change(taken_back_at=at)
    taken = events.CommentTakenBack(subject=row.pk, account=row.thread.account_id or "", thread=row.thread_id)
    record(taken, viewer=viewer, at=at)


def put_back(comment: str, *, viewer: Viewer, at: datetime) -> None:
    """Let a comment be read again that its author took back within thirty days; or raise NotFound, NotTheirs or PastThat."""
    row, _ = get_own(comment, viewer=viewer)
    checks.check_can_move(row, CommentState.EDITED if row.edited_at else CommentState.WRITTEN)
    if row.taken_back_at is not None and row.taken_back_at < at - checks.PUT_BACK_FOR:
        raise checks.PastThat(gettext("It was taken back more than thirty days ago, and stays so."))
    _keep(row, viewer)
    row.change(taken_back_at=None)
    put = events.CommentPutBack(subject=row.pk, account=row.thread.account_id or "", thread=row.thread_id)
    record(put, viewer=viewer, at=at)


def attach(comment: str, given: Sequence[Given], *, viewer: Viewer, at: datetime) -> None:
    """Hang further files on a comment, all or none; or raise NotFound, NotTheirs, PastThat, TooMuch, BadFile or BadPicture."""
    row, about = get_own(comment, viewer=viewer)
    if row.taken_back_at is not None:
        raise checks.PastThat(gettext("It was taken back. Put it back first; nothing was changed."))
    there = Attachment.objects.visible_to(viewer).filter(comment=row).count()
    if there + len(given) > checks.MOST_FILES:
        raise checks.TooMuch(gettext("At most %(most)d files hang on one comment.") % {"most": checks.MOST_FILES})
    ready = attaching.prepare(given)
    _keep_files(row, ready, about, at)
    hung = events.FilesAttached(
        subject=row.pk, account=row.thread.account_id or "", thread=row.thread_id, n_files=len(ready)
    )
    record(hung, viewer=viewer, at=at)


def follow(subject: str, is_on: bool, *, viewer: Viewer, at: datetime) -> None:
    """Switch on or off that the viewer hears of a discussion by mail; or raise NotFound where there is none yet."""
    about = subjects.get(subject, viewer=viewer)
    thread = find_thread(about, viewer=viewer)
    if thread is None:
        thread = _open(about, viewer, at)
    mine = people.reader_of(viewer, about)
    people.let_listen(thread, [mine])
    which = {"member": mine.member} if mine.member else {"person": mine.person}
    rows = Following.objects.unscoped(reason="one switches one's own mails").filter(thread=thread, **which)
    rows.update(is_on=is_on, account=mine.account)
    changed = events.FollowingChanged(subject=thread.pk, account=thread.account_id or "", is_on=is_on)
    record(changed, viewer=viewer, at=at)


def find_thread(about: Subject, *, viewer: Viewer) -> Thread | None:
    """Return the discussion of something, None where there is none yet; or raise NotFound where it does not reach the viewer."""
    thread = Thread.objects.visible_to(viewer).filter(pk=about.thread).first() if about.thread else None
    checks.check_reached(thread, about, viewer=viewer)
    return thread


def get_own(comment: str, *, viewer: Viewer) -> tuple[Comment, Subject]:
    """Return a comment of the viewer's own with what it is about; or raise NotFound or NotTheirs."""
    row = checks.get_comment(comment, viewer=viewer)
    about = subjects.get(row.thread.subject, viewer=viewer)
    checks.check_author(row, viewer=viewer)
    return row, about


def _check_text(text: str) -> str:
    return typed.check_said(text, gettext("There are no words in it. Nothing was written."), most=checks.LONGEST)


def _open(about: Subject, viewer: Viewer, at: datetime) -> Thread:
    checks.check_shared(about)
    made = Thread(
        id=ids.new("thread", about.account or ids.HOUSE),
        subject=about.id,
        account_id=about.account,
        audience=about.audience,
        opened_by_id=viewer.member,
        created_at=at,
    )
    # Two may say the first word at once: one of them opens it, and both speak in it.
    Thread.objects.add_many([made], ignore_conflicts=True)
    thread = Thread.objects.unscoped(reason="whoever may open it has been looked at").get(subject=about.id)
    about.keep(thread.pk)
    from_the_start = [Reader(member, None, None, "") for member in about.members]
    people.let_listen(thread, [*from_the_start, *[Reader(None, one, about.account, "") for one in about.persons]])
    opened = events.DiscussionOpened(
        subject=thread.pk, account=about.account or "", about=about.id, audience=thread.audience
    )
    record(opened, viewer=viewer, at=at)
    return thread


def _keep_files(comment: Comment, ready: Sequence[attaching.Ready], about: Subject, at: datetime) -> None:
    Attachment.objects.add_many(
        Attachment(id=ids.new("attachment", about.account or ids.HOUSE), comment=comment, **attaching.keep(one, at=at))
        for one in ready
    )


def _keep_mentions(comment: Comment, about: Subject, viewer: Viewer) -> list[Reader]:
    """Keep who is named in a comment and return those who were not named in it before."""
    if "@" not in comment.text:
        return []
    nameable = {one.key: one for one in people.list_nameable(about, viewer=viewer)}
    found = find_mentions(comment.text, {key: one.name for key, one in nameable.items()})
    before = Mention.objects.visible_to(viewer).filter(comment=comment).values_list("member_id", "person_id")
    known = {member or person for member, person in before}
    named = [nameable[key] for key in dict.fromkeys(one.key for one in found) if key not in known]
    Mention.objects.add_many(Mention(comment=comment, member_id=one.member, person_id=one.person) for one in named)
    return named


def _keep(row: Comment, viewer: Viewer) -> None:
    # A person outside puts back by the button beside what they took back: steps are for our own side.
    if viewer.is_ours:
        undo.keep(row, subject=row.pk)


def _keep_new(version: CommentVersion, row: Comment, viewer: Viewer) -> None:
    if viewer.is_ours:
        undo.keep_new(version, subject=row.pk)
