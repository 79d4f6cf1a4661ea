"""May somebody outside do this now? The sentences are for them."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from closeknit.accounts.models import Contact
from closeknit.accounts.shared import queries as account_queries
from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.promises.kinds import ObjectionKind, ProposalState, Word
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.promises import checks as promise_checks
from closeknit.promises.models import Objection, Promise, ProposedPromise, SettlementRow

LONGEST = 4_000
PRESSED_TWICE = timedelta(minutes=2)


class NotNow(Refused):
    """It has been answered, ended or said already."""


class SaidAlready(Refused):
    """The same was said a moment ago: the button was pressed twice."""


class BadDay(Refused):
    """A day that lies on the wrong side of today."""


def get_place(account: str, *, viewer: Viewer) -> Contact:
    """Return the viewer's own place at the account, or raise NotFound."""
    return Contact.objects.visible_to(viewer).get(pk=account_queries.find_contact(account, viewer=viewer))


def check_said_once(
    text: str, direction: PromiseDirection, due_on: date | None, place: Contact, *, viewer: Viewer, at: datetime
) -> None:
    """Raise SaidAlready where this person proposed the same for the same day a moment ago and nobody has answered."""
    mine = ProposedPromise.objects.visible_to(viewer).filter(contact=place, proposed_at__gt=at - PRESSED_TWICE)
    if mine.filter(text=text, direction=direction, due_on=due_on, state=ProposalState.PROPOSED).exists():
        raise SaidAlready(_("You have proposed that already; it stands among your promises."))


def get_promise(promise: str, *, viewer: Viewer) -> Promise:
    """Return a promise that reaches the viewer, or raise NotFound."""
    row = Promise.objects.visible_to(viewer).filter(pk=promise).first()
    if row is None:
        raise NotFound
    return row


def get_own_undone(promise: str, *, viewer: Viewer) -> Promise:
    """Return a promise of the viewer's own side that can still be kept, late perhaps; or raise NotFound or NotNow.

    It is locked: two may say at once that it is done.
    """
    rows = Promise.objects.visible_to(viewer).select_for_update(of=("self",))
    row = rows.filter(pk=promise, direction=PromiseDirection.THEIRS).first()
    if row is None:
        raise NotFound
    if not promise_checks.can_settle(row.settlement, Settlement.KEPT):
        raise NotNow(_("It has ended already. Nothing was changed."))
    return row


def get_settlement(promise: Promise, *, viewer: Viewer) -> SettlementRow:
    """Return how a promise to the viewer's side ended; or raise NotFound or NotNow."""
    if promise.direction != PromiseDirection.OURS:
        raise NotFound
    row = SettlementRow.objects.visible_to(viewer).filter(promise=promise, over_at__isnull=True).first()
    if row is None:
        raise NotNow(_("This promise is open again. Nothing was kept: wait until it has ended."))
    return row


def get_own_proposal(proposed: str, *, viewer: Viewer) -> ProposedPromise:
    """Return what the viewer proposed and nobody has answered, locked; or raise NotFound or NotNow."""
    rows = ProposedPromise.objects.visible_to(viewer).select_for_update(of=("self",))
    row = rows.filter(pk=proposed, contact__person=viewer.id).first()
    if row is None:
        raise NotFound
    if row.state != ProposalState.PROPOSED:
        raise NotNow(_("This has been answered already. Nothing was changed."))
    return row


def get_own_objection(objection: str, *, viewer: Viewer) -> Objection:
    """Return the viewer's own objection to a promise that still reaches them, locked; or raise NotFound."""
    rows = Objection.objects.visible_to(viewer).select_for_update(of=("self",))
    row = rows.filter(pk=objection, contact__person=viewer.id).first()
    if row is None:
        raise NotFound
    get_promise(row.promise_id, viewer=viewer)
    return row


def read_direction(direction: str) -> PromiseDirection:
    """Return whose promise it is to be, or raise NotNow."""
    if direction not in set(PromiseDirection):
        raise NotNow(_("Say whose promise it is. Nothing was kept."))
    return PromiseDirection(direction)


def read_kind(kind: str) -> ObjectionKind:
    """Return what kind of objection it is, or raise NotNow."""
    if kind not in set(ObjectionKind):
        raise NotNow(_("Say whether it should read otherwise or is not so. Nothing was kept."))
    return ObjectionKind(kind)


def read_word(word: str) -> Word:
    """Return yes or no, or raise NotNow."""
    if word not in set(Word):
        raise NotNow(_("Say yes or no. Nothing was kept."))
    return Word(word)
