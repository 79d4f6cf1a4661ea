"""What we write to whoever handed something in outside, in their language: that it is shown, not shown, or that its turn has come."""

from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person, PersonAddress
from closeknit.analysis.ideas.kinds import ReplyKind
from closeknit.analysis.ideas.portal import SubmissionState
from closeknit.ideas.models import Posting, Reply, Submission
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, mail
from closeknit.kit import viewer as viewers
from closeknit.kit.languages import speaking
from closeknit.kit.viewer import Viewer

GONE = "It was taken back, or whoever gave it has no access any more."


def write_shown(row: Submission, posting: Posting, *, viewer: Viewer, at: datetime) -> None:
    """Tell the giver the number and by when it is answered, and keep that they were told."""
    address = find_address(row)
    if not address:
        return
    with speaking(_language(row)):
        subject = _("Your idea has number %(n)d") % {"n": posting.number}
        body = _letter(
            row,
            _("thank you for your idea:"),
            row.title,
            _("It is idea %(n)d on our portal. One of us reads it and answers it by %(day)s, whatever the answer is.")
            % {"n": posting.number, "day": _day(posting.idea.answer_by)},
            _link(f"/portal/ideas/{posting.number}/"),
        )
    _put_receipt(posting, address, subject, body, viewer, at)


def write_received(posting: Posting, *, viewer: Viewer, at: datetime) -> None:
    """Tell whoever gave an idea in a shared site its number and by when it is answered, and keep that they were told."""
    idea = posting.idea
    if idea.person is None or idea.person.login is None:
        return
    with translation.override(idea.person.language or translation.get_language() or "en"):
        subject = _("Your idea has number %(n)d") % {"n": posting.number}
        body = _letter_to(
            idea.person.name,
            _("thank you for your idea:"),
            posting.title,
            _("It is idea %(n)d between us. One of us reads it and answers it by %(day)s, whatever the answer is.")
            % {"n": posting.number, "day": _day(idea.answer_by)},
            _link(f"/shared/{idea.account_id}/ideas/{idea.pk}/"),
        )
    _put_receipt(posting, str(idea.person.login.email), subject, body, viewer, at)


def write_declined(row: Submission, *, viewer: Viewer, at: datetime) -> None:
    """Tell the giver that it is not shown, and why."""
    with speaking(_language(row)):
        subject = _("What you gave us is not shown")
        body = _letter(
            row, _("you gave us this:"), row.title, _("We do not show it on our portal. The reason:"), row.sentence,
            _("If we have misunderstood it, please give it again in other words."),
        )  # fmt: skip
    _put(row, subject, body, viewer, at)


def write_moved(row: Submission, *, viewer: Viewer, at: datetime) -> None:
    """Tell the giver that its turn has come on the waiting list."""
    with speaking(_language(row)):
        subject = _("Your idea has left the waiting list")
        body = _letter(
            row, _("the turn of your idea has come:"), row.title, _("Our readers have room again, and it is theirs now."),
            _link("/portal/mine/"),
        )  # fmt: skip
    _put(row, subject, body, viewer, at)


def find_address(row: Submission) -> str:
    """Return where to write to the giver: what they sign in with, else what they typed; "" where there is none."""
    if row.person_id is None:
        return row.email
    if row.person and row.person.login:
        return str(row.person.login.email)
    ours = viewers.house("where to write to whoever gave an idea")
    known = PersonAddress.objects.visible_to(ours).filter(person_id=row.person_id, kind="email").order_by("pk")
    return known.values_list("value", flat=True).first() or ""


def find_reason_against(about: str) -> str:
    """Return why a waiting mail goes out no more: it was taken back meanwhile, or its reader cannot come in any more."""
    if ids.kind_of(about) != "submission":
        return ""
    rows = Submission.objects.visible_to(viewers.house("whether a waiting mail still stands"))
    row = rows.select_related("person__login").filter(pk=about).first()
    if row is None or row.state == SubmissionState.WITHDRAWN:
        return GONE
    login = row.person.login if row.person else None
    return GONE if login is not None and not login.is_active else ""


def _put(row: Submission, subject: str, body: str, viewer: Viewer, at: datetime) -> None:
    if address := find_address(row):
        mail.put(to=[address], subject=subject, body=body, about=row.pk, at=at, viewer=viewer)


def _put_receipt(posting: Posting, address: str, subject: str, body: str, viewer: Viewer, at: datetime) -> None:
    idea = posting.idea
    reply = ids.new("reply", posting.stream)
    posted = mail.put(to=[address], subject=subject, body=body, about=reply, at=at, viewer=viewer)
    Reply.objects.add(
        Reply(
            id=reply, idea=idea, kind=ReplyKind.RECEIPT, person_id=idea.person_id, contact_id=idea.contact_id,
            address=address, text=body, mail=posted, told_at=at,
        )
    )  # fmt: skip


def _letter(row: Submission, *parts: str) -> str:
    return _letter_to(row.person.name if row.person else row.name, *parts)


def _letter_to(name: str, *parts: str) -> str:
    hello = _("Hello %(name)s,") % {"name": name} if name else _("Hello,")
    house = identity_queries.get_house().name
    return "\n\n".join([hello, *(part for part in parts if part), house]) + "\n"


def _language(row: Submission) -> str:
    return _language_of(row.person)


def _language_of(person: Person | None) -> str:
    return (person.language if person else "") or translation.get_language() or "en"


def _link(path: str) -> str:
    origin = mail.find_origin()
    return f"{origin}{path}" if origin else ""


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
