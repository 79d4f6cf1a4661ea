"""What a contact may write about promises: propose one, say whether it settled it, object; and take back what they wrote themselves."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from closeknit.accounts.models import Contact
from closeknit.analysis.kinds import Settlement
from closeknit.analysis.promises.kinds import ObjectionState, ProposalState, TellingWay, Word, WordSource
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, typed
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.promises import ending
from closeknit.promises.models import Confirmation, Objection, Promise, ProposedPromise, SettlementRow, Told
from closeknit.promises.proposed import events
from closeknit.promises.shared import checks
from closeknit.promises.telling import events as telling_events
from closeknit.promises.telling import laying
from closeknit.touchpoints import shared as touchpoints
from closeknit.touchpoints.models import Turn

_WHY = "what somebody said on the shared site"


@operation(Capability.TAKE_PART)
def propose_promise(
    *, account: str, direction: str, text: str, due_on: date | None, viewer: Viewer, at: datetime
) -> str:
    """Propose a promise of one's own (theirs), or ask the host company for one (ours), and return its id; it binds nobody yet.

    Raises NotFound, NothingSaid, NotNow, BadDay or SaidAlready.
    """
    place = checks.get_place(account, viewer=viewer)
    said = typed.check_line(text, _("Say in a line what is to be promised."), most=500)
    if due_on is not None and due_on < identity_queries.today_at(at):
        raise checks.BadDay(_("That day has passed. Choose a day to come, or none."))
    checks.check_said_once(said, checks.read_direction(direction), due_on, place, viewer=viewer, at=at)
    row = ProposedPromise(
        id=ids.new("proposed", place.account_id),
        account_id=place.account_id,
        contact=place,
        direction=checks.read_direction(direction),
        text=said,
        due_on=due_on,
        proposed_at=at,
    )
    ProposedPromise.objects.add(row)
    _keep_words(row.pk, said, place, viewer, at)
    proposed = events.PromiseProposed(
        subject=row.pk, account=row.account_id, direction=row.direction, due_on=due_on, contact=place.pk
    )
    record(proposed, viewer=viewer, at=at)
    return row.pk


@operation(Capability.TAKE_PART)
def take_back_proposal(*, proposed: str, viewer: Viewer, at: datetime) -> None:
    """Take back what one proposed oneself and nobody has answered; or raise NotFound or NotNow."""
    row = checks.get_own_proposal(proposed, viewer=viewer)
    row.change(state=ProposalState.TAKEN_BACK)
    answered = events.ProposalAnswered(subject=row.pk, account=row.account_id, state=row.state, promise="")
    record(answered, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def say_whether_settled(*, promise: str, word: str, words: str, viewer: Viewer, at: datetime) -> str:
    """Say yes or no to "did that settle it?" and return the confirmation's id: who answers has been told how it ended.

    A no needs words. Raises NotFound, NotNow or NothingSaid.
    """
    row = checks.get_promise(promise, viewer=viewer)
    settlement = checks.get_settlement(row, viewer=viewer)
    answer, place = checks.read_word(word), checks.get_place(row.account_id, viewer=viewer)
    said = words.strip()
    if answer is Word.NO or said:
        said = typed.check_said(said, _("Say in a sentence what is still open. It is what will be done about."))
    told = _find_told(row, settlement, place, viewer, at)
    last = Confirmation.objects.visible_to(viewer).filter(told=told).exclude(answer="").order_by("said_at", "pk").last()
    if last is not None and last.answer == answer:
        raise checks.NotNow(_("You have said so already. Nothing was changed."))
    pk = ids.new("confirmed", row.account_id)
    confirmation = Confirmation(
        id=pk,
        told=told,
        account_id=row.account_id,
        contact=place,
        answer=answer,
        source=WordSource.SITE,
        turn=_keep_words(pk, said, place, viewer, at) if said else None,
        said_at=at,
        recorded_at=at,
    )
    Confirmation.objects.add(confirmation)
    if confirmation.turn_id:
        laying.follow(confirmation, viewer=viewers.house(_WHY), at=at)
    kept = telling_events.WordKept(subject=pk, account=row.account_id, promise=row.pk, told=told.pk, answer=answer)
    record(kept, viewer=viewer, at=at)
    return pk


@operation(Capability.TAKE_PART)
def say_it_is_done(*, promise: str, words: str, viewer: Viewer, at: datetime) -> None:
    """Say that a promise of one's own side is kept today, in words that both read; one of ours can open it again.

    Raises NotFound, NotNow or NothingSaid.
    """
    row = checks.get_own_undone(promise, viewer=viewer)
    place = checks.get_place(row.account_id, viewer=viewer)
    said = typed.check_said(words, "", most=checks.LONGEST) if words.strip() else ""
    # Our fear that it might not be kept is not for them, and is over all the same.
    ours = viewers.house(_WHY)
    ending.end(
        row, Settlement.KEPT, identity_queries.today_at(at), viewer=viewer, ours=ours, at=at, said_by=place, told=said
    )
    if said:
        _keep_words(row.pk, said, place, viewer, at)
    record(events.PromiseSaidDone(subject=row.pk, account=row.account_id, contact=place.pk), viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def object_to_promise(*, promise: str, kind: str, text: str, viewer: Viewer, at: datetime) -> str:
    """Say that a promise should read otherwise (correction) or is not so (dispute), and return the objection's id.

    Raises NotFound, NotNow or NothingSaid.
    """
    row = checks.get_promise(promise, viewer=viewer)
    place = checks.get_place(row.account_id, viewer=viewer)
    said = typed.check_said(text, _("Say in a sentence what is not right."), most=checks.LONGEST)
    objection = Objection(
        id=ids.new("objection", row.account_id),
        account_id=row.account_id,
        promise=row,
        contact=place,
        kind=checks.read_kind(kind),
        text=said,
        said_at=at,
    )
    Objection.objects.add(objection)
    _keep_words(objection.pk, said, place, viewer, at)
    objected = events.PromiseObjected(
        subject=objection.pk, account=row.account_id, promise=row.pk, objection=objection.kind, contact=place.pk
    )
    record(objected, viewer=viewer, at=at)
    return objection.pk


@operation(Capability.TAKE_PART)
def take_back_objection(*, objection: str, viewer: Viewer, at: datetime) -> None:
    """Take an objection of one's own back that nobody has answered; or raise NotFound or NotNow."""
    row = checks.get_own_objection(objection, viewer=viewer)
    if row.state != ObjectionState.OPEN:
        raise checks.NotNow(_("This has been answered already. Nothing was changed."))
    row.change(state=ObjectionState.TAKEN_BACK)
    answered = events.ObjectionAnswered(subject=row.pk, account=row.account_id, promise=row.promise_id, state=row.state)
    record(answered, viewer=viewer, at=at)


def _find_told(row: Promise, settlement: SettlementRow, place: Contact, viewer: Viewer, at: datetime) -> Told:
    known = Told.objects.visible_to(viewer).filter(settlement=settlement, contact=place).first()
    if known is not None:
        return known
    told = Told(
        id=ids.new("told", row.account_id),
        promise=row,
        settlement=settlement,
        account_id=row.account_id,
        contact=place,
        way=TellingWay.SITE,
        told_on=identity_queries.today_at(at),
        created_at=at,
    )
    said = telling_events.ContactTold(
        subject=told.pk,
        account=row.account_id,
        promise=row.pk,
        contact=place.pk,
        way=told.way,
        told_on=told.told_on,
    )
    record(said, viewer=viewer, at=at)
    return Told.objects.add(told)


def _keep_words(about: str, text: str, place: Contact, viewer: Viewer, at: datetime) -> Turn | None:
    """Keep what was written as theirs, and return the turn in which it stands."""
    touchpoint = touchpoints.record_written(
        text=text, person=viewer.id, account=place.account_id, at=at, about=about, viewer=viewer
    )
    # Conversations are not for people outside; this one is theirs.
    ours = viewers.house(_WHY)
    return Turn.objects.visible_to(ours).filter(touchpoint=touchpoint).order_by("position").first()
