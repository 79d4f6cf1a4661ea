"""Reads of telling: who is to be told, who was, what they said, what waits for a word; as frozen rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.promises.kinds import TellingWay, Word
from closeknit.analysis.promises.step import Standing, classify_step
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, mail
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Confirmation, Promise, Risk, SettlementRow, Told
from closeknit.promises.telling import checks, message, people
from closeknit.promises.telling.message import Letter
from closeknit.promises.telling.people import Behind
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

PAGE = 30


@dataclass(frozen=True)
class WordRow:
    """What somebody said when asked. `answer` is empty while no member has read it; then `guess` is what the first word says."""

    id: str
    answer: str
    guess: str
    words: str
    touchpoint_id: str
    said_on: date
    source: str
    read_by: str


@dataclass(frozen=True)
class ToldRow:
    """Somebody who was told how a promise ended. `mail_state` is sent, waiting, failed, or empty where no mail was written."""

    id: str
    promise_id: str
    promise: str
    promise_account: str
    settlement: str
    is_over: bool
    contact_id: str
    name: str
    account_id: str
    account: str
    way: str
    told_on: date
    told_by: str
    subject: str
    text: str
    is_asked: bool
    touchpoint_id: str
    mail_state: str
    mail_reason: str
    words: tuple[WordRow, ...]

    @property
    def answer(self) -> str:
        """Return what they said last, empty where nothing that a member has read."""
        return next((word.answer for word in self.words if word.answer), "")

    @property
    def unread(self) -> WordRow | None:
        """Return what waits to be read."""
        return next((word for word in self.words if not word.answer), None)


@dataclass(frozen=True)
class SettlementSaid:
    """How a promise ended, one time of perhaps several. `is_over` says that it was opened again or mended since.

    `said_by` is who of theirs said so themselves; `told` is then in their words.
    """

    id: str
    settlement: str
    settled_on: date
    settled_by: str
    proof: str
    link: str
    file_name: str
    n_bytes: int
    is_over: bool
    told: str = ""
    said_by: str = ""
    # When what they read was changed afterwards.
    told_at: datetime | None = None


@dataclass(frozen=True)
class RiskRow:
    """That somebody fears for a promise, and why."""

    why: str
    said_by: str
    said_on: date


@dataclass(frozen=True)
class ToTell:
    """A promise that ended, with those who are to be told of it and were not, people of its own account first."""

    promise: Promise
    account: str
    people: tuple[Behind, ...]


def list_told(promise: str, *, viewer: Viewer) -> tuple[ToldRow, ...]:
    """Return everybody who was told how a promise ended, the newest last, also of settlements that are over."""
    return _rows(Told.objects.visible_to(viewer).filter(promise=promise).order_by("told_on", "pk"), viewer)


def list_waiting(*, viewer: Viewer, page: int = 1) -> tuple[ToldRow, ...]:
    """Return a page of those who were told and whose word is missing: what came and nobody has read first, then the longest silent.

    Whoever heard it in a talk and was not asked is among them: else nobody would ever ask.
    """
    rows = _waiting(viewer).annotate(is_unread=Exists(_words(viewer).filter(answer="")))
    rows = rows.order_by("-is_unread", "told_on", "pk")
    return _rows(rows[(page - 1) * PAGE : page * PAGE], viewer)


def list_not_settled(*, viewer: Viewer) -> tuple[ToldRow, ...]:
    """Return those who said last that it is not settled, the newest first; at most a page."""
    said_no = Exists(_words(viewer).filter(answer=Word.NO))
    rows = Told.objects.visible_to(viewer).filter(said_no, settlement__over_at__isnull=True).order_by("-pk")[:PAGE]
    return tuple(row for row in _rows(rows, viewer) if row.answer == Word.NO)


def list_to_tell(*, viewer: Viewer, since: date, page: int = 1) -> tuple[tuple[ToTell, ...], bool]:
    """Return a page of promises of ours that ended since that day, with who is still to be told; and whether more may follow."""
    ended = Promise.objects.visible_to(viewer).filter(direction=PromiseDirection.OURS, settled_on__gte=since)
    ended = ended.exclude(settlement="").select_related("account").order_by("-settled_on", "-pk")
    several = list(ended[(page - 1) * PAGE : page * PAGE])
    behind = people.list_behind(several, viewer=viewer) if several else {}
    rows = []
    for promise in several:
        left = tuple(one for one in behind[promise.pk] if not one.told_id and not one.has_left)
        if left:
            rows.append(ToTell(promise, promise.account.name, left))
    return tuple(rows), len(several) == PAGE


def list_people(promise: str, *, viewer: Viewer) -> tuple[tuple[Behind, tuple[VerbatimRow, ...]], ...]:
    """Return whose words stood behind a promise, each with them; or raise NotFound."""
    row = _promise(promise, viewer)
    behind = people.list_behind([row], viewer=viewer)[row.pk]
    words = _words_of(behind, viewer)
    return tuple((one, tuple(words[pk] for pk in one.verbatims if pk in words)) for one in behind)


def draft_letter(promise: str, contact: str, *, viewer: Viewer) -> tuple[Behind, Letter, tuple[VerbatimRow, ...]]:
    """Return the ready message to one person behind a promise that ended; or raise NotFound, NotSettled or NotToTell."""
    row = _promise(promise, viewer)
    settlement = checks.get_settlement(row, viewer=viewer)
    behind = next((one for one in people.list_behind([row], viewer=viewer)[row.pk] if one.contact_id == contact), None)
    if behind is None:
        raise NotFound("Nothing that they said stands behind this promise.")
    words = _words_of([behind], viewer)
    said = tuple(words[pk] for pk in behind.verbatims if pk in words)
    return behind, message.write_letter(row, settlement, behind, said, viewer=viewer), said


def list_settlements(promise: str, *, viewer: Viewer) -> tuple[SettlementSaid, ...]:
    """Return each time that a promise ended, the oldest first."""
    rows = (
        SettlementRow.objects.visible_to(viewer).filter(promise=promise).select_related("settled_by", "said_by__person")
    )
    return tuple(_said(row) for row in rows.order_by("created_at", "pk"))


def get_proof(settlement: str, *, viewer: Viewer) -> SettlementRow:
    """Return a settlement whose file can be handed out, or raise NotFound."""
    row = SettlementRow.objects.visible_to(viewer).filter(pk=settlement).exclude(file="").first()
    if row is None:
        raise NotFound("There is no such file.")
    return row


def find_risk(promise: str, *, viewer: Viewer) -> RiskRow | None:
    """Return that somebody fears for a promise, or None."""
    return list_risks([promise], viewer=viewer).get(promise)


def list_risks(promises: Sequence[str], *, viewer: Viewer) -> dict[str, RiskRow]:
    """Return promise → the fear for it that stands, where there is one."""
    rows = Risk.objects.visible_to(viewer).filter(promise__in=list(promises), over_at__isnull=True)
    found = rows.values_list("promise_id", "why", "said_by__name", "said_at")
    zone = identity_queries.get_house().zone
    return {pk: RiskRow(why, by or "", clock.local_date(at, zone)) for pk, why, by, at in found}


def list_standings(promises: Sequence[tuple[str, str]], *, viewer: Viewer) -> dict[str, Standing]:
    """Return promise → how far it is, for pairs of a promise's id and its settlement (empty: open)."""
    ended = [pk for pk, settlement in promises if settlement]
    told = Told.objects.visible_to(viewer).filter(promise__in=ended, settlement__over_at__isnull=True)
    n_told: dict[str, int] = defaultdict(int)
    for pk in told.values_list("promise_id", flat=True):
        n_told[pk] += 1
    last: dict[str, dict[str, Word]] = defaultdict(dict)
    said = Confirmation.objects.visible_to(viewer).filter(told__in=told.values("pk")).exclude(answer="")
    for pk, contact, answer in said.order_by("said_at", "pk").values_list("told__promise_id", "contact_id", "answer"):
        last[pk][contact] = Word(answer)
    return {
        pk: classify_step(
            Settlement(settlement) if settlement else None, n_told=n_told[pk], words=list(last[pk].values())
        )
        for pk, settlement in promises
    }


def _promise(promise: str, viewer: Viewer) -> Promise:
    row = Promise.objects.visible_to(viewer).filter(pk=promise).first()
    if row is None:
        raise NotFound("There is no promise by that name.")
    return row


def _words(viewer: Viewer) -> QuerySet[Confirmation]:
    return Confirmation.objects.visible_to(viewer).filter(told=OuterRef("pk"))


def _waiting(viewer: Viewer) -> QuerySet[Told]:
    """Whoever was asked, or told in a talk, and is silent; and whoever wrote something that nobody has read, asked or not."""
    standing = Told.objects.visible_to(viewer).filter(settlement__over_at__isnull=True)
    answered = Exists(_words(viewer).exclude(answer=""))
    unread = Exists(_words(viewer).filter(answer=""))
    in_a_talk = Q(way=TellingWay.TALK) & ~Q(settlement__settlement=Settlement.WITHDRAWN)
    return standing.filter(unread | (Q(ask__isnull=False) | in_a_talk) & ~answered)


def _words_of(behind: Sequence[Behind], viewer: Viewer) -> dict[str, VerbatimRow]:
    wanted = [pk for one in behind for pk in one.verbatims]
    return {row.id: row for row in verbatim_queries.list_verbatims(wanted, viewer=viewer)}


def _rows(rows: QuerySet[Told], viewer: Viewer) -> tuple[ToldRow, ...]:
    """Return the rows of a queryset that went through `visible_to` already, with their words and mails: three statements."""
    told = list(rows.select_related("promise__account", "settlement", "contact__person", "account", "told_by"))
    zone = identity_queries.get_house().zone
    words: dict[str, list[WordRow]] = defaultdict(list)
    said = Confirmation.objects.visible_to(viewer).filter(told__in=[row.pk for row in told])
    for one in said.select_related("turn", "recorded_by").order_by("-said_at", "-pk") if told else ():
        words[one.told_id].append(_word(one, zone))
    mails = mail.list_posted([row.mail for row in told], viewer=viewer)
    return tuple(_told(row, words[row.pk], mails) for row in told)


def _told(row: Told, words: Sequence[WordRow], mails: Mapping[str, mail.Posted]) -> ToldRow:
    posted = mails.get(row.mail)
    return ToldRow(
        id=row.pk,
        promise_id=row.promise_id,
        promise=row.promise.text,
        promise_account=row.promise.account.name,
        settlement=row.settlement.settlement,
        is_over=row.settlement.over_at is not None,
        contact_id=row.contact_id,
        name=row.contact.person.name,
        account_id=row.account_id,
        account=row.account.name,
        way=row.way,
        told_on=row.told_on,
        told_by=row.told_by.name if row.told_by else "",
        subject=row.subject,
        text=row.text,
        is_asked=row.ask_id is not None,
        touchpoint_id=row.touchpoint_id or "",
        mail_state=posted.state if posted else "",
        mail_reason=posted.reason if posted else "",
        words=tuple(words),
    )


def _word(row: Confirmation, zone: str) -> WordRow:
    return WordRow(
        id=row.pk,
        answer=row.answer,
        guess=row.guess,
        words=row.turn.text if row.turn else "",
        touchpoint_id=row.turn.touchpoint_id if row.turn else "",
        said_on=clock.local_date(row.said_at, zone),
        source=row.source,
        read_by=row.recorded_by.name if row.recorded_by else "",
    )


def _said(row: SettlementRow) -> SettlementSaid:
    return SettlementSaid(
        id=row.pk,
        settlement=row.settlement,
        settled_on=row.settled_on,
        settled_by=row.settled_by.name if row.settled_by else "",
        proof=row.proof,
        link=row.link,
        file_name=row.file_name,
        n_bytes=row.n_bytes,
        is_over=row.over_at is not None,
        told=row.told,
        said_by=row.said_by.person.name if row.said_by else "",
        told_at=row.told_at,
    )
