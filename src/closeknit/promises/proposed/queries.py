"""Reads of what the other side wrote about promises, for us, as frozen rows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from closeknit.analysis.kinds import Audience
from closeknit.analysis.promises.kinds import ObjectionState, ProposalState
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Objection, Promise, ProposedPromise, SettlementRow

MOST = 50


@dataclass(frozen=True)
class ProposedRow:
    """One promise that somebody of theirs proposes."""

    id: str
    account_id: str
    account: str
    contact: str
    direction: str
    text: str
    due_on: date | None
    proposed_at: datetime
    state: str
    answer: str
    answered_by: str
    promise_id: str


@dataclass(frozen=True)
class ObjectionRow:
    """One objection to a promise, and what we answered."""

    id: str
    promise_id: str
    promise: str
    account: str
    contact: str
    kind: str
    text: str
    said_at: datetime
    state: str
    answer: str
    answered_by: str


@dataclass(frozen=True)
class DoneRow:
    """A promise of theirs that one of them said is done, in their words where they wrote any."""

    promise_id: str
    promise: str
    account: str
    contact: str
    words: str
    settled_on: date


def get_proposed(proposed: str, *, viewer: Viewer) -> ProposedRow:
    """Return one proposed promise, or raise NotFound."""
    rows = _proposed(ProposedPromise.objects.visible_to(viewer).filter(pk=proposed))
    if not rows:
        raise NotFound("Nobody proposed that.")
    return rows[0]


def list_to_answer(*, viewer: Viewer, account: str = "") -> list[ProposedRow]:
    """Return the proposed promises that wait for our answer, the longest waiting first."""
    rows = ProposedPromise.objects.visible_to(viewer).filter(state=ProposalState.PROPOSED)
    rows = rows.filter(account=account) if account else rows
    return _proposed(rows.order_by("proposed_at", "pk")[:MOST])


def list_open_objections(*, viewer: Viewer) -> list[ObjectionRow]:
    """Return the objections that wait for our answer, the longest waiting first."""
    rows = Objection.objects.visible_to(viewer).filter(state=ObjectionState.OPEN)
    return _objections(rows.order_by("said_at", "pk")[:MOST])


def get_objection(objection: str, *, viewer: Viewer) -> ObjectionRow:
    """Return one objection, or raise NotFound."""
    rows = _objections(Objection.objects.visible_to(viewer).filter(pk=objection))
    if not rows:
        raise NotFound("Nobody objected to that.")
    return rows[0]


def list_said_done(*, since: date, viewer: Viewer) -> list[DoneRow]:
    """Return the promises of theirs that they said themselves are done on or after that day, and that stand so; the newest first."""
    rows = SettlementRow.objects.visible_to(viewer).filter(
        said_by__isnull=False, over_at__isnull=True, settled_on__gte=since
    )
    columns = ("promise_id", "promise__text", "promise__account__name", "said_by__person__name", "told", "settled_on")
    return [DoneRow(*values) for values in rows.order_by("-settled_on", "-pk").values_list(*columns)[:MOST]]


def is_shared(promise: str, *, viewer: Viewer) -> bool:
    """Return whether the other side reads a promise where their shared site is open."""
    rows = Promise.objects.visible_to(viewer).filter(pk=promise)
    return rows.exclude(audience=Audience.INTERNAL).exists()


def list_objections(promise: str, *, viewer: Viewer) -> list[ObjectionRow]:
    """Return what was said against a promise, the newest first; what was taken back is left out."""
    rows = Objection.objects.visible_to(viewer).filter(promise=promise).exclude(state=ObjectionState.TAKEN_BACK)
    return _objections(rows.order_by("-said_at", "-pk"))


def _proposed(rows: QuerySet[ProposedPromise]) -> list[ProposedRow]:
    return [
        ProposedRow(
            id=row.pk,
            account_id=row.account_id,
            account=row.account.name,
            contact=row.contact.person.name if row.contact else "",
            direction=row.direction,
            text=row.text,
            due_on=row.due_on,
            proposed_at=row.proposed_at,
            state=row.state,
            answer=row.answer,
            answered_by=row.answered_by.name if row.answered_by else "",
            promise_id=row.promise_id or "",
        )
        for row in rows.select_related("account", "contact__person", "answered_by")
    ]


def _objections(rows: QuerySet[Objection]) -> list[ObjectionRow]:
    return [
        ObjectionRow(
            id=row.pk,
            promise_id=row.promise_id,
            promise=row.promise.text,
            account=row.account.name,
            contact=row.contact.person.name,
            kind=row.kind,
            text=row.text,
            said_at=row.said_at,
            state=row.state,
            answer=row.answer,
            answered_by=row.answered_by.name if row.answered_by else "",
        )
        for row in rows.select_related("account", "promise", "contact__person", "answered_by")
    ]
