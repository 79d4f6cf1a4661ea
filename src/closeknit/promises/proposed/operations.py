"""What we answer to what the other side wrote about promises, and which promises they read."""

from datetime import date, datetime

from closeknit.analysis.kinds import Audience
from closeknit.analysis.promises.kinds import ProposalState
from closeknit.identity import queries as identity_queries
from closeknit.kit import typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import ChangedMeanwhile
from closeknit.kit.viewer import Viewer
from closeknit.promises import checks as promise_checks
from closeknit.promises import operations as promise_operations
from closeknit.promises.proposed import checks, events
from closeknit.touchpoints import written as written_of
from closeknit.verbatims.models import Verbatim


@operation(Capability.MAKE_PROMISES)
def accept_proposed(
    *,
    proposed: str,
    viewer: Viewer,
    at: datetime,
    answer: str = "",
    due_on: date | None = None,
    keeper: str | None = None,
    seen: str = "",
) -> str:
    """Agree to a promise that they proposed and return the promise that it is from now on; they read `answer`.

    `due_on` is the day that we agree to, else the one that they named; `seen` how it stood when it was read, where that was on a page.
    Raises NotFound, AnsweredAlready, BadDay or NothingSaid.
    """
    row = checks.get_proposed(proposed, viewer=viewer)
    checks.check_seen(row, seen)
    checks.check_proposal_move(row, ProposalState.ACCEPTED)
    said = typed.check_note(answer, most=1000)
    today = identity_queries.today_at(at)
    named = due_on or (row.due_on if row.due_on and row.due_on >= today else None)
    undo.keep(row)
    row.change(state=ProposalState.ACCEPTED, answer=said, answered_by_id=viewer.member, answered_at=at)
    promise = promise_operations.make_promise(
        verbatim=_find_words(row.pk, viewer),
        account=row.account_id,
        text=row.text,
        direction=row.direction,
        contact=row.contact_id,
        keeper=keeper,
        made_on=today,
        due_on=named,
        viewer=viewer,
        at=at,
    )
    row.change(promise_id=promise)
    answered = events.ProposalAnswered(subject=row.pk, account=row.account_id, state=row.state, promise=promise)
    record(answered, viewer=viewer, at=at)
    return promise


@operation(Capability.MAKE_PROMISES)
def decline_proposed(*, proposed: str, answer: str, viewer: Viewer, at: datetime) -> None:
    """Say no to a promise that they proposed, with a sentence that they read; or raise NotFound, AnsweredAlready or NothingSaid."""
    row = checks.get_proposed(proposed, viewer=viewer)
    checks.check_proposal_move(row, ProposalState.DECLINED)
    said = typed.check_said(answer, "Say why not, in a sentence. They read it.", most=1000)
    undo.keep(row)
    row.change(state=ProposalState.DECLINED, answer=said, answered_by_id=viewer.member, answered_at=at)
    answered = events.ProposalAnswered(subject=row.pk, account=row.account_id, state=row.state, promise="")
    record(answered, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def answer_objection(*, objection: str, state: str, answer: str, viewer: Viewer, at: datetime) -> None:
    """Say that an objection was put right, or why it is left as it was; they read `answer`.

    Raises NotFound, AnsweredAlready, BadAnswer or NothingSaid.
    """
    row = checks.get_objection(objection, viewer=viewer)
    becomes = checks.check_objection_move(row, state)
    said = typed.check_said(answer, "Answer them in a sentence. They read it.", most=2000)
    undo.keep(row, subject=row.promise_id)
    row.change(state=becomes, answer=said, answered_by_id=viewer.member, answered_at=at)
    answered = events.ObjectionAnswered(subject=row.pk, account=row.account_id, promise=row.promise_id, state=row.state)
    record(answered, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def open_promise(*, promise: str, is_shared: bool, viewer: Viewer, at: datetime) -> None:
    """Let the other side read a promise on the shared site, or keep it to ourselves; or raise NotFound."""
    row = promise_checks.get_promise(promise, viewer=viewer)
    undo.keep(row)
    row.change(audience=Audience.ACCOUNT if is_shared else Audience.INTERNAL)
    opened = events.PromiseOpened(subject=row.pk, account=row.account_id, audience=row.audience)
    record(opened, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def retell_promise(*, promise: str, told: str, viewer: Viewer, at: datetime, base: str | None = None) -> None:
    """Say otherwise, or at all, what the other side reads of how a promise ended; empty: they read only that it ended so.

    `base` is the wording that one saw. Raises NotFound, NotSettled, NotOurs, NothingSaid or ChangedMeanwhile.
    """
    ended = checks.get_ending(promise_checks.get_promise(promise, viewer=viewer), viewer=viewer)
    if base is not None and base != wording_of(ended.told_at):
        raise ChangedMeanwhile("Somebody changed what they read meanwhile. Nothing was changed: keep what is right.")
    undo.keep(ended, subject=promise)
    ended.change(told=typed.check_said(told, "", most=2000) if told.strip() else "", told_at=at)
    account = ended.promise.account_id
    record(events.PromiseRetold(subject=promise, account=account, settlement=ended.pk), viewer=viewer, at=at)


def wording_of(told_at: datetime | None) -> str:
    """Return by which a wording is told from the ones before and after it."""
    return told_at.isoformat() if told_at else "first"


def _find_words(proposed: str, viewer: Viewer) -> str | None:
    """Return the first sentence in which it was proposed, where it is cut already: what became of it is read there."""
    written = written_of.find_of(proposed, viewer=viewer)
    rows = Verbatim.objects.visible_to(viewer).filter(touchpoint=written) if written else None
    return rows.order_by("position").values_list("pk", flat=True).first() if rows is not None else None
