"""What a discussion looks like to whoever may see it: the one body behind our queries and theirs. Rows only by `visible_to`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from closeknit.accounts.models import Account
from closeknit.analysis.discussions.kinds import WrittenBy
from closeknit.discussions import checks, people, subjects, writing
from closeknit.discussions.models import Attachment, Comment, CommentVersion, Following, Thread
from closeknit.discussions.subjects import Subject
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer

PAGE = 100


@dataclass(frozen=True)
class FileRow:
    """A file that hangs on a comment; `width` and `height` are its thumbnail's, 0 where it has none."""

    id: str
    name: str
    kind: str
    n_bytes: int
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class CommentRow:
    """One comment as the viewer sees it. One that was taken back has neither words nor files.

    `place` is the company of who wrote it, where the viewer may know of that: empty for ours and for people of other companies.
    `n_versions` is 1 where it was never edited.
    """

    id: str
    author: str
    place: str
    is_ours: bool
    is_mine: bool
    by_mail: bool
    text: str
    written_at: datetime
    edited_at: datetime | None
    is_taken_back: bool
    n_versions: int
    files: tuple[FileRow, ...]


@dataclass(frozen=True)
class DiscussionRow:
    """A discussion as the viewer sees it; `thread` is empty where nobody has said anything yet.

    `account` is the name of the company whose people read it besides us; `n_readers` how many of them can. `page` counts from the newest.
    """

    subject: str
    title: str
    thread: str
    account_id: str
    account: str
    audience: str
    is_shared: bool
    is_following: bool
    n_readers: int
    comments: tuple[CommentRow, ...]
    n_comments: int
    page: int
    n_pages: int


@dataclass(frozen=True)
class ListedRow:
    """A discussion on a line: how much was said in it, and when last."""

    subject: str
    title: str
    n_comments: int
    last_at: datetime | None


@dataclass(frozen=True)
class VersionRow:
    """One wording of a comment."""

    number: int
    text: str
    written_at: datetime


def read(subject: str, *, viewer: Viewer, page: int = 1) -> DiscussionRow:
    """Return the discussion of something, the oldest comment first, a page of the newest hundred; or raise NotFound."""
    about = subjects.get(subject, viewer=viewer)
    thread = writing.find_thread(about, viewer=viewer)
    total = Comment.objects.visible_to(viewer).filter(thread=thread).count() if thread else 0
    return DiscussionRow(
        subject=about.id,
        title=about.title,
        thread=thread.pk if thread else "",
        account_id=about.account or "",
        account=_account(about, viewer),
        audience=thread.audience if thread else about.audience,
        is_shared=about.is_shared,
        is_following=_is_following(thread, viewer) if thread else False,
        n_readers=people.count_inside(about.account, viewer=viewer),
        comments=tuple(_comments(thread, viewer, page)) if total else (),
        n_comments=total,
        page=page,
        n_pages=max(1, -(-total // PAGE)),
    )


def list_versions(comment: str, *, viewer: Viewer) -> tuple[VersionRow, ...]:
    """Return each wording of a comment, the first one first; or raise NotFound, also where it was taken back."""
    row = checks.get_comment(comment, viewer=viewer)
    subjects.get(row.thread.subject, viewer=viewer)
    if row.taken_back_at is not None:
        raise NotFound
    before = CommentVersion.objects.visible_to(viewer).filter(comment=row).order_by("number")
    versions = [VersionRow(one.number, one.text, one.written_at) for one in before]
    return (*versions, VersionRow(len(versions) + 1, row.text, row.edited_at or row.written_at))


def get_comment(comment: str, *, viewer: Viewer) -> tuple[CommentRow, Subject]:
    """Return one comment with what it is about; or raise NotFound."""
    row = checks.get_comment(comment, viewer=viewer)
    about = subjects.get(row.thread.subject, viewer=viewer)
    (found,) = _rows(Comment.objects.visible_to(viewer).filter(pk=row.pk), viewer)
    return found, about


def list_discussions(*, viewer: Viewer, account: str = "", since: date | None = None) -> tuple[ListedRow, ...]:
    """Return the discussions that reach the viewer, the one where something was said last first; at most a page.

    With `account` those with its people alone; with `since` those in which something was said on or after that day.
    """
    said = Comment.objects.visible_to(viewer).filter(thread=OuterRef("pk"), taken_back_at__isnull=True).order_by()
    counted = said.values("thread").annotate(n=Count("pk")).values("n")
    newest = said.values("thread").annotate(at=Max("written_at")).values("at")
    threads = Thread.objects.visible_to(viewer).annotate(n=Coalesce(Subquery(counted), 0), last_at=Subquery(newest))
    threads = threads.filter(account=account) if account else threads
    threads = (
        threads.filter(last_at__gte=clock.start_of_day(since, identity_queries.get_house().zone)) if since else threads
    )
    rows = []
    newest_first = list(threads.order_by(F("last_at").desc(nulls_last=True), "-created_at", "-pk")[:PAGE])
    known = subjects.find_several([one.subject for one in newest_first], viewer=viewer)
    for thread in newest_first:
        about = known.get(thread.subject)
        if about is not None and about.is_shared:
            rows.append(ListedRow(about.id, about.title, thread.n, thread.last_at))
    return tuple(rows)


def count_comments(threads: Sequence[str], *, viewer: Viewer) -> dict[str, int]:
    """Return thread → how many comments can be read in it, for lists; those without any are left out."""
    rows = Comment.objects.visible_to(viewer).filter(thread__in=list(threads), taken_back_at__isnull=True).order_by()
    return dict(rows.values_list("thread_id").annotate(n=Count("pk")))


def _comments(thread: Thread | None, viewer: Viewer, page: int) -> list[CommentRow]:
    rows = Comment.objects.visible_to(viewer).filter(thread=thread).order_by("-written_at", "-pk")
    wanted = rows[(page - 1) * PAGE : page * PAGE]
    return list(reversed(_rows(wanted, viewer)))


def _rows(comments: QuerySet[Comment], viewer: Viewer) -> list[CommentRow]:
    """Return the rows of a queryset that went through `visible_to` already, in its order, with their files."""
    versions = CommentVersion.objects.visible_to(viewer).filter(comment=OuterRef("pk")).order_by()
    counted = versions.values("comment").annotate(n=Count("pk")).values("n")
    hung = Attachment.objects.visible_to(viewer).filter(comment=OuterRef("pk"))
    found = list(
        comments.annotate(n_before=Coalesce(Subquery(counted), 0), has_files=Exists(hung)).select_related(
            "member", "person", "account"
        )
    )
    with_files = [row.pk for row in found if row.has_files and row.taken_back_at is None]
    files = _files(with_files, viewer) if with_files else {}
    return [_row(row, row.n_before, tuple(files.get(row.pk, ())), viewer) for row in found]


def _row(row: Comment, n_before: int, files: tuple[FileRow, ...], viewer: Viewer) -> CommentRow:
    # Which companies others are from is theirs to say: on the open portal a person stands for themselves.
    knows = viewer.is_ours or row.account_id in (viewer.accounts or ())
    is_gone = row.taken_back_at is not None
    return CommentRow(
        id=row.pk,
        author=(row.member or row.person).name if row.member or row.person else "",  # type: ignore[union-attr]  # a constraint: one of them
        place=row.account.name if row.account and knows else "",
        is_ours=row.member_id is not None,
        is_mine=checks.is_author(row.member_id, row.person_id, viewer=viewer),
        by_mail=row.way == WrittenBy.MAIL,
        text="" if is_gone else row.text,
        written_at=row.written_at,
        edited_at=None if is_gone else row.edited_at,
        is_taken_back=is_gone,
        n_versions=1 if is_gone else n_before + 1,
        files=files,
    )


def _files(comments: Sequence[str], viewer: Viewer) -> dict[str, list[FileRow]]:
    found: dict[str, list[FileRow]] = defaultdict(list)
    for row in Attachment.objects.visible_to(viewer).filter(comment__in=comments).order_by("pk"):
        found[row.comment_id].append(FileRow(row.pk, row.name, row.kind, row.n_bytes, row.width or 0, row.height or 0))
    return found


def _account(about: Subject, viewer: Viewer) -> str:
    rows = Account.objects.visible_to(viewer).filter(pk=about.account) if about.account else None
    return (rows.values_list("name", flat=True).first() or "") if rows is not None else ""


def _is_following(thread: Thread, viewer: Viewer) -> bool:
    mine = {"member": viewer.id} if viewer.is_ours else {"person": viewer.id}
    rows = Following.objects.unscoped(reason="whether one gets these mails oneself").filter(thread=thread, **mine)
    return rows.filter(is_on=True).exists()
