"""Writes of telling: telling somebody, and keeping what they say to it. A mail that has gone out cannot be taken back."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from django.db import models

from closeknit.accounts import asks
from closeknit.accounts import checks as account_checks
from closeknit.accounts.models import Contact, PersonAddress
from closeknit.analysis.kinds import AskKind, Direction, Medium, Wording
from closeknit.analysis.promises.kinds import TellingWay, Word, WordSource
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, ids, mail, mailbox, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.models import Mail
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.promises import checks as promise_checks
from closeknit.promises.models import Confirmation, Promise, SettlementRow, Told, Unlaid
from closeknit.promises.telling import checks, events, laying, message, people
from closeknit.touchpoints import checks as touchpoint_checks
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.touchpoints.models import Turn

AT = "@closeknit"
GONE_OUT = "The mail has gone out, and a sent mail cannot be unsent. Write to them again; what was kept of it stays."
TAKEN_BACK = "Whoever wrote it took it back before it went out."


@operation(Capability.MAKE_PROMISES)
def tell_by_mail(
    *,
    promise: str,
    contact: str,
    subject: str,
    text: str,
    viewer: Viewer,
    at: datetime,
    with_question: bool = True,
    despite: str = "",
) -> str:
    """Put the mail that tells somebody how a promise ended into the outbox and return the telling's id.

    With the question whether that settles it, it is a request for their time, which is counted; `despite` is why it must be although it is
    above the limit. Raises NotFound, NotSettled, NotToTell, ToldAlready, NoAddress, NothingSaid or AskedTooOften; then nothing is sent.
    It can be taken back until the mail has gone out.
    """
    row, settlement, person = _get_three(promise, contact, viewer)
    checks.check_not_told(settlement, person, viewer=viewer)
    said = typed.check_said(text, "The mail has no words. Write what they should hear.")
    head = typed.check_line(subject, "The mail has no subject.", most=200)
    address = _get_address(person, viewer)
    pk, today = ids.new("told", person.account_id), identity_queries.today_at(at)
    ask = None
    if with_question:
        ask = asks.record_ask(
            contact=person.pk, kind=AskKind.QUESTION, on=today, about=pk, despite=despite, viewer=viewer, at=at
        )
    body = message.compose(said, message.write_question(person.person.language) if with_question else "")
    posted, secret, touchpoint = _post(pk, person, address, head, body, viewer, at)
    told = Told(
        id=pk, promise=row, settlement=settlement, account_id=person.account_id, contact=person, way=TellingWay.MAIL,
        subject=head, text=said, told_on=today, told_by_id=viewer.member, touchpoint_id=touchpoint, ask_id=ask,
        mail=posted, message=secret, created_at=at,
    )  # fmt: skip
    _keep_told(told, viewer, at)
    return pk


@operation(Capability.MAKE_PROMISES)
def mark_told(
    *,
    promise: str,
    contacts: Sequence[str],
    told_on: date,
    viewer: Viewer,
    at: datetime,
    touchpoint: str | None = None,
) -> list[str]:
    """Keep that people were told in a talk how a promise ended (`touchpoint` is the talk) and return the tellings' ids.

    Raises NotFound, NotSettled, NotToTell, ToldAlready, or BadDay; then nothing is kept.
    """
    if not contacts:
        raise NotFound("Say who was told. Nothing was kept.")
    talk = touchpoint_checks.get_touchpoint(touchpoint, viewer=viewer).pk if touchpoint else None
    kept = []
    for contact in dict.fromkeys(contacts):
        row, settlement, person = _get_three(promise, contact, viewer)
        checks.check_told_on(told_on, settlement, today=identity_queries.today_at(at))
        checks.check_not_told(settlement, person, viewer=viewer)
        kept.append(_mark(row, settlement, person, told_on, talk, viewer, at))
    return kept


def note_told(
    *, promise: str, contact: str, told_on: date, viewer: Viewer, at: datetime, touchpoint: str | None = None
) -> None:
    """Keep within an operation of a room above that somebody was told, where there is anything to tell and nobody has kept it yet."""
    try:
        row, settlement, person = _get_three(promise, contact, viewer)
        checks.check_told_on(told_on, settlement, today=identity_queries.today_at(at))
        checks.check_not_told(settlement, person, viewer=viewer)
    except Refused:
        return
    _mark(row, settlement, person, told_on, touchpoint, viewer, at)


@operation(Capability.MAKE_PROMISES)
def keep_word(
    *,
    promise: str,
    contact: str,
    word: str,
    words: str,
    said_on: date,
    viewer: Viewer,
    at: datetime,
    medium: str = Medium.CALL,
) -> str:
    """Keep by hand what somebody said when asked whether that settles it, with their words, and return the confirmation's id.

    A yes settles the need for their account, a no brings the need back. Raises NotFound, NotTold, SaidAlready, NothingSaid or BadDay.
    """
    row, person = promise_checks.get_promise(promise, viewer=viewer), account_checks.get_contact(contact, viewer=viewer)
    told = checks.get_told(row, person, viewer=viewer)
    answer, today = Word(word), identity_queries.today_at(at)
    checks.check_said_on(said_on, told, today=today)
    said = typed.check_said(words, "Write what they said, as near as you remember. It is what a need stands on.")
    checks.check_new_word(told, answer, viewer=viewer)
    # Only the day is known; at its middle it is before nobody's evening and after nobody's morning.
    said_at = (
        at if said_on == today else clock.in_days(clock.start_of_day(said_on, identity_queries.get_house().zone), 0.5)
    )
    touchpoint = touchpoint_operations.capture_words(
        words=said,
        account=person.account_id,
        contact=person.pk,
        wording=Wording.REPORTED,
        said_at=said_at,
        medium=medium,
        viewer=viewer,
        at=at,
    )
    confirmation = Confirmation(
        id=ids.new("confirmed", person.account_id),
        told=told,
        account_id=person.account_id,
        contact=person,
        answer=answer,
        source=WordSource.TALK,
        turn=Turn.objects.visible_to(viewer).filter(touchpoint=touchpoint).order_by("position").first(),
        said_at=said_at,
        recorded_by_id=viewer.member,
        recorded_at=at,
    )
    undo.keep_new(Confirmation.objects.add(confirmation), subject=row.pk)
    laying.follow(confirmation, viewer=viewer, at=at)
    _record_word(confirmation, viewer, at)
    return confirmation.pk


@operation(Capability.MAKE_PROMISES)
def read_word(*, confirmation: str, word: str, viewer: Viewer, at: datetime) -> None:
    """Say what the answer is that somebody gave by mail; or raise NotFound or SaidAlready. It follows as when kept by hand."""
    row = _get_confirmation(confirmation, viewer)
    if row.answer:
        raise checks.SaidAlready("Somebody has read this answer already. Nothing was changed.")
    checks.check_new_word(row.told, Word(word), viewer=viewer)
    undo.keep(row, subject=row.told.promise_id)
    row.change(answer=Word(word), recorded_by_id=viewer.member, recorded_at=at)
    laying.follow(row, viewer=viewer, at=at)
    _record_word(row, viewer, at)


@operation(Capability.MAKE_PROMISES)
def put_word_aside(*, confirmation: str, viewer: Viewer, at: datetime) -> None:
    """Say that what they wrote is no answer to the question; the conversation stays. Or raise NotFound or SaidAlready."""
    row = _get_confirmation(confirmation, viewer)
    if row.answer:
        raise checks.SaidAlready("Somebody has read this answer already. Nothing was changed.")
    undo.keep(row, subject=row.told.promise_id)
    record(events.WordPutAside(subject=row.pk, account=row.account_id), viewer=viewer, at=at)
    row.delete()


@operation(Capability.HAND_IN)
def lay_words(*, viewer: Viewer, at: datetime, most: int = 50) -> int:
    """Make words of those who answered evidence of their needs, now that they are cut; return of how many answers."""
    n_laid = 0
    waiting = Unlaid.objects.visible_to(viewer).select_related("confirmation__told__promise").order_by("pk")
    for row in waiting[:most]:
        if laying.lay(row.confirmation, viewer=viewer, at=at):
            row.delete()
            n_laid += 1
    record(events.WordsLaid(subject="promises", n_laid=n_laid), viewer=viewer, at=at)
    return n_laid


def find_reason_against(about: str) -> str:
    """Return why a mail that waits goes out no more: the telling was taken back."""
    if ids.kind_of(about) != "told":
        return ""
    known = Told.objects.unscoped(reason="whether a waiting mail still stands").filter(pk=about)
    return "" if known.exists() else TAKEN_BACK


def check_not_gone(rows: list[models.Model]) -> None:
    """Refuse to take back that somebody was told where the mail has gone out."""
    mails = [row.mail for row in rows if isinstance(row, Told) and row.mail]
    sent = Mail.objects.unscoped(reason="whether a mail has gone out").filter(pk__in=mails)
    if sent.filter(models.Q(sent_at__isnull=False) | models.Q(begun_at__isnull=False)).exists():
        raise Refused(GONE_OUT)


def _get_three(promise: str, contact: str, viewer: Viewer) -> tuple[Promise, SettlementRow, Contact]:
    row = promise_checks.get_promise(promise, viewer=viewer)
    settlement = checks.get_settlement(row, viewer=viewer)
    person = account_checks.get_contact(contact, viewer=viewer)
    if person.until_on is not None:
        raise checks.NotToTell(f"{person.person.name} has left {person.account.name}. Nothing was sent or kept.")
    if person.account_id != row.account_id:
        behind = people.list_behind([row], viewer=viewer)[row.pk]
        if person.pk not in {one.contact_id for one in behind}:
            raise checks.NotToTell(
                f"Nothing that {person.person.name} said stands behind this promise, and it was made to {row.account.name}. "
                "Nothing was sent or kept."
            )
    return row, settlement, person


def _post(
    told: str, person: Contact, address: str, subject: str, body: str, viewer: Viewer, at: datetime
) -> tuple[str, str, str]:
    """Put the mail into the outbox and among our conversations; return its id, its Message-ID and the touchpoint's id."""
    secret, box = f"{secrets.token_hex(16)}{AT}", mailbox.find_mailbox()
    posted = mail.put(
        to=[address],
        subject=subject,
        body=body,
        about=told,
        headers={"Reply-To": box.address} if box else {},
        message=secret,
        viewer=viewer,
        at=at,
    )
    writer = Speaker(member=viewer.member) if viewer.member else Speaker(name="We", is_ours=True)
    touchpoint = touchpoint_operations.record_touchpoint(
        medium=Medium.EMAIL,
        started_at=at,
        lines=[Line(body, 0)],
        speakers=[writer, Speaker(contact=person.pk, is_speaker=False)],
        account=person.account_id,
        direction=Direction.OURS,
        subject=subject,
        message=secret,
        viewer=viewer,
        at=at,
    )
    return posted, secret, touchpoint


def _mark(
    row: Promise,
    settlement: SettlementRow,
    person: Contact,
    told_on: date,
    touchpoint: str | None,
    viewer: Viewer,
    at: datetime,
) -> str:
    told = Told(
        id=ids.new("told", person.account_id), promise=row, settlement=settlement, account_id=person.account_id,
        contact=person, way=TellingWay.TALK, told_on=told_on, told_by_id=viewer.member, touchpoint_id=touchpoint,
        created_at=at,
    )  # fmt: skip
    _keep_told(told, viewer, at)
    return told.pk


def _keep_told(told: Told, viewer: Viewer, at: datetime) -> None:
    undo.keep_new(Told.objects.add(told), subject=told.promise_id)
    said = events.ContactTold(
        subject=told.pk,
        account=told.account_id,
        promise=told.promise_id,
        contact=told.contact_id,
        way=told.way,
        told_on=told.told_on,
        touchpoint=told.touchpoint_id or "",
    )
    record(said, viewer=viewer, at=at)


def _record_word(row: Confirmation, viewer: Viewer, at: datetime) -> None:
    kept = events.WordKept(
        subject=row.pk, account=row.account_id, promise=row.told.promise_id, told=row.told_id, answer=row.answer
    )
    record(kept, viewer=viewer, at=at)


def _get_confirmation(confirmation: str, viewer: Viewer) -> Confirmation:
    rows = Confirmation.objects.visible_to(viewer).select_related("told__promise", "told__contact__person")
    row = rows.filter(pk=confirmation).first()
    if row is None:
        raise NotFound("There is no answer by that name.")
    return row


def _get_address(person: Contact, viewer: Viewer) -> str:
    known = PersonAddress.objects.visible_to(viewer).filter(person=person.person_id, kind="email").order_by("pk")
    address = known.values_list("value", flat=True).first()
    if not address:
        raise checks.NoAddress(
            f"Nobody knows a mail address of {person.person.name}. Tell them in a talk and mark it here, or add the address first."
        )
    return address
