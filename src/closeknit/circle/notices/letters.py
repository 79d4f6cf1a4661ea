"""The mail that tells somebody outside what happened for them, and the question right before it goes out: still?"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.template.loader import render_to_string

from closeknit.accounts import events
from closeknit.accounts.models import Tiding
from closeknit.accounts.spaces import notices
from closeknit.accounts.spaces.notices import Reader
from closeknit.analysis.spaces.kinds import NoticePace
from closeknit.circle.notices import describing
from closeknit.discussions.models import Notice
from closeknit.ideas import telling
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, ids, mail
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.languages import speaking
from closeknit.kit.models import Mail
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer

USEFUL_FOR = timedelta(days=7)
GONE = "Whom it is for cannot come in any more."
UNWANTED = "Whom it is for wants no mails from here any more."
UNSEEN = "Whom it is for may not read any more what it tells."
IN_DIGEST = "It stands in the mail that whom it is for gets once a day."


def send(tidings: Sequence[Tiding], reader: Reader, *, viewer: Viewer, at: datetime) -> None:
    """Put one mail into the outbox that tells all of these, those left out that the reader may not see (any more)."""
    origin = mail.find_origin()
    with speaking(reader.language):
        told = [(one, said) for one in tidings if (said := describing.describe(one, eyes=reader.eyes)) is not None]
        if not told:
            return
        site = f"{origin}/shared/{reader.account}/"
        off = f"{origin}/shared/mails-off/{notices.make_switch(reader.contact, viewer=viewer, at=at)}/"
        context = {
            "name": reader.eyes.name,
            "house": identity_queries.get_house().name,
            "told": [(said, f"{site}{said.path}" if origin else "") for _one, said in told],
            "n_told": len(told),
            "off": off if origin else "",
            "settings": f"{site}notices/" if origin else "",
        }
        subject = render_to_string("circle/notices_subject.txt", context)
        body = render_to_string("circle/notices.txt", context)
    # RFC 8058: a mail program ends these mails with one press, without opening a page. RFC 3834: no machine may answer.
    headers = {"Auto-Submitted": "auto-generated"}
    if origin:
        headers |= {"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    posted = mail.put(
        to=[reader.email], subject=" ".join(subject.split())[:300], body=body.strip() + "\n", about=told[0][0].pk,
        headers=headers, useful_until=at + USEFUL_FOR, is_secret=True, viewer=viewer, at=at,
    )  # fmt: skip
    for one, said in told:
        one.change(mail=posted)
        if ids.kind_of(one.subject) == "idea":
            text = "\n".join(filter(None, (said.sentence, said.title, said.more)))
            telling.keep_told(
                one.subject, person=reader.eyes.id, contact=reader.contact, text=text, address=reader.email,
                mail=posted, at=at,
            )  # fmt: skip
    event = events.NoticesTold(subject=posted, account=reader.account, contact=reader.contact, n_told=len(told))
    record(event, viewer=viewer, at=at)


def hold_back() -> None:
    """Ask before each mail goes out; called once, when the house starts."""
    mail.hold_back(why_not)


def why_not(about: str) -> str:
    """Return why a mail to somebody outside goes out no more: they are out, want none, or may not read it; else nothing."""
    kind = ids.kind_of(about)
    if kind == "tiding":
        return _why_not_told(about)
    return _why_not_said(about) if kind == "notice" else ""


def _why_not_told(about: str) -> str:
    rows = Tiding.objects.unscoped(reason="right before a mail goes out it is asked whether it still should")
    first = rows.filter(pk=about).first()
    reader = notices.find_reader(first.contact_id) if first else None
    if first is None or reader is None:
        return GONE
    if reader.pace == NoticePace.OFF:
        return UNWANTED
    # One mail tells several: what may not be read any more must not go out with the rest, nor keep the rest from going out.
    together = list(rows.filter(mail=first.mail).order_by("happened_at", "pk")) if first.mail else [first]
    with speaking(reader.language):
        now = {one.pk: said for one in together if (said := describing.describe(one, eyes=reader.eyes)) is not None}
    body = Mail.objects.unscoped(reason="what waits is held against what is so now").filter(pk=first.mail)
    text = body.values_list("body", flat=True).first()
    # What was said and taken back must not go out either, though something else is so by now.
    if len(now) == len(together) and (text is None or all(said.sentence in text for said in now.values())):
        return ""
    rest = [one.pk for one in together if one.pk in now and not _is_overtaken(one)]
    if rest:
        _tell_rest(posted=first.mail, rest=rest, reader=reader, viewer=notices.ours(), at=clock.now())
    return UNSEEN


def _is_overtaken(tiding: Tiding) -> bool:
    """Return whether the same happened to the same thing again: that is told by a mail of its own."""
    rows = Tiding.objects.unscoped(reason="right before a mail goes out it is asked whether it still should")
    again = rows.filter(contact=tiding.contact_id, kind=tiding.kind, subject=tiding.subject, pk__gt=tiding.pk)
    return again.exists()


@operation(Capability.KEEP_ACCOUNTS)
def _tell_rest(*, posted: str, rest: Sequence[str], reader: Reader, viewer: Viewer, at: datetime) -> None:
    """Tell in another mail what of a waiting one may still be read; that one goes out no more, whatever happens after this."""
    mail.withhold(posted, UNSEEN, viewer=viewer)
    rows = Tiding.objects.visible_to(viewer).filter(pk__in=rest).order_by("happened_at", "pk")
    send(list(rows), reader, viewer=viewer, at=at)


def _why_not_said(about: str) -> str:
    """A mail about a comment keeps to what its reader chose for all mails of the site."""
    rows = Notice.objects.unscoped(reason="right before a mail goes out it is asked whether it still should")
    row = rows.filter(pk=about).values_list("person_id", "account_id", "comment_id").first()
    person, account, comment = row or (None, None, "")
    if not person or not account:
        return ""
    # Who turned back to "at once" while this waited has heard of it by the mail of the day.
    told = Tiding.objects.unscoped(reason="right before a mail goes out it is asked whether it still should")
    if told.filter(subject=comment, contact__person=person, contact__account=account).exclude(mail="").exists():
        return IN_DIGEST
    pace = notices.find_pace_of(person=person, account=account)
    return {NoticePace.OFF: UNWANTED, NoticePace.DAILY: IN_DIGEST}.get(pace, "")
