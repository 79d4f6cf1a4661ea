"""Writes about promises."""

from datetime import date, datetime

from closeknit.accounts import checks as account_checks
from closeknit.analysis.kinds import Audience, PromiseDirection, Settlement
from closeknit.identity import queries as identity_queries
from closeknit.identity.events import MemberLeft
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.offerings.sessions import carrying
from closeknit.promises import checks, ending, events
from closeknit.promises.ending import Shown
from closeknit.promises.models import Move, Promise, Risk
from closeknit.research import checks as research_checks


@operation(Capability.MAKE_PROMISES)
def make_promise(
    *,
    account: str,
    text: str,
    made_on: date,
    due_on: date | None,
    viewer: Viewer,
    at: datetime,
    direction: str = PromiseDirection.OURS,
    contact: str | None = None,
    keeper: str | None = None,
    verbatim: str | None = None,
    need: str | None = None,
    answer: str | None = None,
    idea: str | None = None,
    redesign: str | None = None,
    is_shared: bool = True,
) -> str:
    """Write down a promise of either side and return its id; or raise NotFound, NothingSaid, NotTheirs, BadDay or NotAdapted.

    Without a `keeper` the account's owner keeps or follows it, else whoever wrote it down. The other side reads it on the shared site
    unless `is_shared` is false.
    """
    row = account_checks.get_account(account, viewer=viewer)
    said = typed.check_said(text, "Say what was promised, in a line.", most=500)
    checks.check_links(row, contact=contact, keeper=keeper, verbatim=verbatim, need=need, idea=idea, viewer=viewer)
    if answer:
        research_checks.get_answer(answer, viewer=viewer)
    if redesign:
        carrying.check_adapted(redesign, viewer=viewer)
    checks.check_days(made_on=made_on, due_on=due_on, today=identity_queries.today_at(at))
    promise = Promise.objects.add(
        Promise(
            id=ids.new("promise", row.pk),
            direction=PromiseDirection(direction),
            account=row,
            contact_id=contact or None,
            keeper_id=keeper or row.owner_id or viewer.member,
            text=said,
            made_on=made_on,
            due_on=due_on,
            first_due_on=due_on,
            verbatim_id=verbatim or None,
            need_id=need or None,
            answer_id=answer or None,
            idea_id=idea or None,
            redesign_id=redesign or None,
            audience=Audience.ACCOUNT if is_shared else Audience.INTERNAL,
            created_at=at,
        )
    )
    undo.keep_new(promise)
    made = events.PromiseMade(
        subject=promise.pk, account=row.pk, direction=promise.direction, due_on=due_on, keeper=promise.keeper_id or ""
    )
    record(made, viewer=viewer, at=at)
    return promise.pk


@operation(Capability.MAKE_PROMISES)
def change_promise(
    *, promise: str, text: str, direction: str, contact: str | None, keeper: str | None, viewer: Viewer, at: datetime
) -> None:
    """Correct what a promise says and whose it is, or raise NotFound, NothingSaid or NotTheirs. Its day is moved, not corrected."""
    row = checks.get_promise(promise, viewer=viewer)
    said = typed.check_said(text, "Say what was promised, in a line.", most=500)
    checks.check_links(row.account, contact=contact, keeper=keeper, verbatim=None, need=None, viewer=viewer)
    undo.keep(row)
    row.change(
        text=said,
        direction=PromiseDirection(direction),
        contact_id=contact or None,
        keeper_id=keeper or row.keeper_id,
    )
    record(events.PromiseChanged(subject=row.pk, account=row.account_id), viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def connect_promise(
    *,
    promise: str,
    viewer: Viewer,
    at: datetime,
    verbatim: str | None = None,
    need: str | None = None,
    idea: str | None = None,
) -> None:
    """Say afterwards which words, need or idea a promise answers: its thread begins there. What is not named stays as it was.

    Raises NotFound, or NothingSaid where nothing is named.
    """
    row = checks.get_promise(promise, viewer=viewer)
    checks.check_links(row.account, contact=None, keeper=None, verbatim=verbatim, need=need, idea=idea, viewer=viewer)
    named = {"verbatim_id": verbatim, "need_id": need, "idea_id": idea}
    said = {column: pk for column, pk in named.items() if pk}
    if not said:
        raise typed.NothingSaid("Choose the words, the need or the idea that it answers. Nothing was changed.")
    undo.keep(row)
    row.change(**said)
    record(events.PromiseConnected(subject=row.pk, account=row.account_id), viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def move_promise(
    *, promise: str, due_on: date | None, reason: str, viewer: Viewer, at: datetime, told: str = ""
) -> None:
    """Move the day of an open promise, with the reason; or raise NotFound, NothingSaid, BadDay or SettledAlready.

    Each move is counted, and the day that was promised first is remembered. The reason is for us; the other side reads `told`.
    """
    row = checks.get_promise(promise, viewer=viewer)
    checks.check_open(row)
    why = typed.check_said(reason, "Say why the day is moved. They will ask too.")
    checks.check_days(made_on=row.made_on, due_on=due_on, today=max(identity_queries.today_at(at), row.made_on))
    if due_on == row.due_on:
        raise checks.BadDay("That is the day it has now. Choose another one.")
    undo.keep(row)
    move = Move(
        promise=row, from_on=row.due_on, to_on=due_on, reason=why, told=told.strip(), moved_by_id=viewer.member, moved_at=at
    )  # fmt: skip
    undo.keep_new(Move.objects.add(move), subject=row.pk)
    moved = events.PromiseMoved(subject=row.pk, account=row.account_id, from_on=row.due_on, to_on=due_on)
    row.change(due_on=due_on, first_due_on=row.first_due_on or due_on)
    record(moved, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def put_at_risk(*, promise: str, why: str, viewer: Viewer, at: datetime) -> str:
    """Say that an open promise may not be kept by its day, and why; return the risk's id, or raise NotFound, NothingSaid or SettledAlready.

    Said again, the newer reason stands.
    """
    row = checks.get_promise(promise, viewer=viewer)
    checks.check_open(row)
    said = typed.check_said(why, "Say why it is at risk. Whoever reads it can help only then.", most=500)
    ending.end_risk(row, viewer, at)
    risk = Risk(id=ids.new("risk", row.account_id), promise=row, why=said, said_by_id=viewer.member, said_at=at)
    undo.keep_new(Risk.objects.add(risk), subject=row.pk)
    record(events.PromisePutAtRisk(subject=row.pk, account=row.account_id), viewer=viewer, at=at)
    return risk.pk


@operation(Capability.MAKE_PROMISES)
def take_off_risk(*, promise: str, viewer: Viewer, at: datetime) -> None:
    """Say that a promise is no more at risk, or raise NotFound or NotAtRisk."""
    row = checks.get_promise(promise, viewer=viewer)
    if not ending.end_risk(row, viewer, at):
        raise checks.NotAtRisk("Nobody has said that this promise is at risk.")
    record(events.PromiseTakenOffRisk(subject=row.pk, account=row.account_id), viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def settle_promise(
    *,
    promise: str,
    settlement: str,
    settled_on: date,
    viewer: Viewer,
    at: datetime,
    proof: str = "",
    told: str = "",
    link: str = "",
    shown: Shown | None = None,
) -> str:
    """Say how a promise ended and return the settlement's id; or raise NotFound, SettledAlready, BadDay, BadLink or NothingSaid.

    It was kept, missed or withdrawn (with the reason). Proof is a text, a `link`, a file, or none, and ours; the other side reads
    `told`. What was missed can still be mended: it is then kept, late, and whoever heard that it was missed can be told anew.
    """
    row = checks.get_promise(promise, viewer=viewer)
    checks.check_can_settle(row, settlement, settled_on, proof=proof, today=identity_queries.today_at(at))
    where = checks.check_link(link)
    made = ending.end(
        row, Settlement(settlement), settled_on, viewer=viewer, ours=viewer, at=at, proof=proof.strip(),
        told=told.strip(), link=where, shown=shown,
    )  # fmt: skip
    return made.pk


@operation(Capability.MAKE_PROMISES)
def reopen_promise(*, promise: str, viewer: Viewer, at: datetime) -> None:
    """Open a promise again that was said to have ended, or raise NotFound or NotSettled. What was said as proof stays."""
    row = checks.get_promise(promise, viewer=viewer)
    if not row.settlement:
        raise checks.NotSettled("This promise is open already.")
    undo.keep(row)
    ending.end_settlement(row, viewer, at)
    row.change(settlement="", settled_on=None, settled_by_id=None)
    record(events.PromiseReopened(subject=row.pk, account=row.account_id), viewer=viewer, at=at)


def pass_promises_on(left: MemberLeft, viewer: Viewer, at: datetime) -> None:
    """Give the open promises of a member who leaves to the successor, in the same act."""
    for row in Promise.objects.visible_to(viewer).filter(keeper_id=left.subject, settlement="").order_by("pk"):
        undo.keep(row)
        row.change(keeper_id=left.successor)
        passed = events.PromisePassedOn(subject=row.pk, account=row.account_id, keeper=left.successor)
        record(passed, viewer=viewer, at=at)
