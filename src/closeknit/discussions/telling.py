"""Mails about comments: to whoever is named and whoever listens, each with the eyes of its reader, looked at again before it goes out."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string

from closeknit.accounts.models import Person
from closeknit.accounts.spaces import notices
from closeknit.discussions import people, subjects
from closeknit.discussions.models import Attachment, Comment, Following, Notice
from closeknit.discussions.people import Reader
from closeknit.discussions.subjects import Subject
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, mail, mailbox
from closeknit.kit.languages import speaking
from closeknit.kit.viewer import Viewer

AT = ".discussion@closeknit"
ANSWERS_ARE_TAKEN_FOR = timedelta(days=365)
MOST_TOLD = 50
USEFUL_FOR = timedelta(days=14)


def tell(comment: Comment, about: Subject, named: Sequence[Reader], *, viewer: Viewer, at: datetime) -> None:
    """Put a mail for everybody who is named in a new comment or listens into the outbox, but for whoever wrote it and who wants none."""
    silent = people.list_silent(comment.thread)
    listening = [one for one in people.list_listening(comment.thread) if one.key not in silent]
    _post(comment, about, [*named, *listening], {one.key for one in named}, viewer, at)


def tell_named(comment: Comment, about: Subject, named: Sequence[Reader], *, viewer: Viewer, at: datetime) -> None:
    """Put a mail for those who are named in a comment since it was edited into the outbox, but for whoever has had one about it."""
    had = Notice.objects.unscoped(reason="one comment is one mail to each").filter(comment=comment)
    known = {member or person for member, person in had.values_list("member_id", "person_id")}
    new = [one for one in named if one.key not in known]
    _post(comment, about, new, {one.key for one in new}, viewer, at)


def find_reason_against(about: str) -> str:
    """Return why a mail about a comment goes out no more: it was taken back, its reader may not read it now, or wants no mails of this."""
    if ids.kind_of(about) != "notice":
        return ""
    rows = Notice.objects.unscoped(reason="right before a mail goes out it is asked whether it still should")
    notice = rows.select_related("comment__thread").filter(pk=about).first()
    if notice is None or notice.comment.taken_back_at is not None:
        return "Whoever wrote it took it back before the mail went out."
    reader = people.viewer_of(notice.member_id, notice.person_id, notice.account_id)
    if not _sees(reader, notice.comment):
        return "Whom it is for may not read it any more."
    off = Following.objects.unscoped(reason="everybody who listens is written to").filter(
        thread=notice.comment.thread_id, member=notice.member_id, person=notice.person_id, is_on=False
    )
    return "Whom it is for wants no mails of this discussion any more." if off.exists() else ""


def find_notice(messages: Sequence[str], at: datetime) -> Notice | None:
    """Return the mail about a comment that one of these Message-IDs is, not too old, or None. Whoever knows such an id got the mail."""
    secrets = [message for message in messages if message.endswith(AT)]
    if not secrets:
        return None
    known = Notice.objects.unscoped(reason="whoever knows the id of a mail about a comment got it")
    rows = known.filter(message__in=secrets, created_at__gt=at - ANSWERS_ARE_TAKEN_FOR)
    return rows.select_related("comment__thread").order_by("-pk").first()


def _post(
    comment: Comment, about: Subject, readers: Iterable[Reader], named: set[str], viewer: Viewer, at: datetime
) -> None:
    written_by = comment.member_id or comment.person_id
    n_files = Attachment.objects.visible_to(viewer).filter(comment=comment).count()
    wanted = {one.key: one for one in readers if one.key and one.key != written_by}
    for reader in list(wanted.values())[:MOST_TOLD]:
        eyes = people.viewer_of(reader.member, reader.person, reader.account)
        address = people.find_address(reader) if _sees(eyes, comment) else ""
        seen = subjects.find(about.id, viewer=eyes) if address else None
        if seen is not None:
            is_mention = reader.key in named
            _put(comment, seen, reader, address, is_mention=is_mention, n_files=n_files, viewer=viewer, at=at)


def _put(
    comment: Comment,
    seen: Subject,
    reader: Reader,
    address: str,
    *,
    is_mention: bool,
    n_files: int,
    viewer: Viewer,
    at: datetime,
) -> None:
    pk = ids.new("notice", reader.account or ids.HOUSE)
    message, box = _message_of(pk, reader, address), mailbox.find_mailbox()
    context = {
        "author": viewer.name,
        "title": seen.title,
        "text": comment.text,
        "n_files": n_files,
        "is_mention": is_mention,
        "house": identity_queries.get_house().name,
        "link": f"{mail.find_origin()}{_path(reader, seen.id)}" if mail.find_origin() else "",
        "can_answer": box is not None,
    }
    with speaking(_language(reader)):
        subject = render_to_string("discussions/comment_subject.txt", context)
        body = render_to_string("discussions/comment.txt", context)
    notice = Notice.objects.add(
        Notice(
            id=pk, comment=comment, member_id=reader.member, person_id=reader.person, account_id=reader.account,
            address=address, message=message, is_mention=is_mention, created_at=at,
        )
    )  # fmt: skip
    headers = _headers(reader, box.address if box else "", at)
    posted = mail.put(
        to=[address], subject=" ".join(subject.split())[:300], body=body.strip() + "\n", about=pk, headers=headers,
        message=message, useful_until=at + USEFUL_FOR, viewer=viewer, at=at,
    )  # fmt: skip
    notice.change(mail=posted)


def _headers(reader: Reader, answers_to: str, at: datetime) -> dict[str, str]:
    # RFC 3834: no machine may answer it.
    headers = {"Auto-Submitted": "auto-generated", "X-Closeknit": "discussion", **_switch(reader, at)}
    return headers | {"Reply-To": answers_to} if answers_to else headers


def _switch(reader: Reader, at: datetime) -> dict[str, str]:
    """Return the headers by which a mail program ends a person's mails from their site with one press (RFC 8058), where there is one."""
    place = notices.find_place(person=reader.person, account=reader.account) if reader.person and reader.account else ""
    if not place or not mail.find_origin():
        return {}
    off = f"{mail.find_origin()}/shared/mails-off/{notices.make_switch(place, viewer=notices.ours(), at=at)}/"
    return {"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _message_of(notice: str, reader: Reader, address: str) -> str:
    """Return a Message-ID that nobody can guess, bound to the mail, whom it is for and where it goes."""
    said = f"discussion\0{notice}\0{reader.key}\0{address}".encode()
    return f"{hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()[:40]}{AT}"


def _sees(eyes: Viewer, comment: Comment) -> bool:
    """Whether somebody may read a comment now: its discussion and what that is about."""
    if not Comment.objects.visible_to(eyes).filter(pk=comment.pk).exists():
        return False
    return subjects.find(comment.thread.subject, viewer=eyes) is not None


def _path(reader: Reader, subject: str) -> str:
    if reader.member is not None:
        return f"/discussions/{subject}/"
    return f"/shared/{reader.account}/discussions/{subject}/" if reader.account else f"/portal/discussions/{subject}/"


def _language(reader: Reader) -> str:
    if reader.person is None:
        return ""
    rows = Person.objects.unscoped(reason="a mail is written in its reader's language").filter(pk=reader.person)
    return rows.values_list("language", flat=True).first() or ""
