"""What happened, in a sentence for whom it happened, read with their eyes: what they may not see is not described."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.accounts.models import Tiding
from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.ledger.kinds import LedgerState
from closeknit.analysis.promises.kinds import ObjectionState, ProposalState
from closeknit.analysis.spaces.kinds import TidingKind
from closeknit.discussions.models import Attachment, Comment
from closeknit.ideas.models import Posting, Verdict
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import (
    Action,
    LedgerEntry,
    MirrorVersion,
    Move,
    Objection,
    Promise,
    ProposedPromise,
)
from closeknit.promises.proposed import accepting
from closeknit.research.models import SentQuestion


@dataclass(frozen=True)
class Told:
    """One thing that happened: the sentence, what it is about, its page below the shared site's address; and what was said to it."""

    sentence: str
    title: str
    path: str
    more: str = ""


def describe(tiding: Tiding, *, eyes: Viewer) -> Told | None:
    """Return what a mail says of it, or None where it is not there or not theirs to see (any more)."""
    kind = TidingKind(tiding.kind)
    return _moved(tiding, eyes) if kind is TidingKind.MOVED else _DESCRIBE[kind](tiding.subject, eyes)


def _promise(subject: str, eyes: Viewer) -> Told | None:
    row = Promise.objects.visible_to(eyes).filter(pk=subject, settlement="").first()
    if row is None:
        return None
    is_ours = row.direction == PromiseDirection.OURS
    said = _("Something was promised to you:") if is_ours else _("This stands as a promise of yours:")
    if accepting.is_answer(row):
        said = _("Accepted, what you proposed:")
    by = _by(row.due_on) if row.due_on else ""
    return Told(said, row.text, f"promises/{row.pk}/", by)


def _moved(tiding: Tiding, eyes: Viewer) -> Told | None:
    """The reason is told where it was said for both sides; the one that we gave ourselves stays with us.

    A move that was taken back is not told, and of several that wait for one mail the last.
    """
    row = Promise.objects.visible_to(eyes).filter(pk=tiding.subject, settlement="").first()
    moves = Move.objects.visible_to(eyes).filter(promise=tiding.subject, moved_at__gte=tiding.happened_at)
    # What a mail says already is held against its own move: a later one has a mail of its own.
    moves = moves.filter(moved_at=tiding.happened_at) if tiding.mail else moves
    move = moves.order_by("-pk").first()
    if row is None or move is None or move.moved_at != tiding.happened_at:
        return None
    days = _("It was to be %(before)s; it is %(now)s now.") % {"before": _by(move.from_on), "now": _by(move.to_on)}
    return Told(_("The day of a promise was moved:"), row.text, f"promises/{row.pk}/", f"{days}\n{move.told}".strip())


def _by(day: date | None) -> str:
    return _("by %(day)s") % {"day": date_format(day, "DATE_FORMAT")} if day else _("without a day")


def _given(subject: str, eyes: Viewer) -> Told | None:
    """An action that is theirs to do: not one that is done, or that somebody else got in the meantime."""
    rows = Action.objects.visible_to(eyes).filter(pk=subject, done_on__isnull=True, plan__closed_on__isnull=True)
    row = rows.filter(contact__person_id=eyes.id).first()
    if row is None:
        return None
    by = _by(row.due_on) if row.due_on else ""
    return Told(_("In the plan this is yours to do:"), row.text, "plan/", by)


def _settled(subject: str, eyes: Viewer) -> Told | None:
    row = Promise.objects.visible_to(eyes).filter(pk=subject).exclude(settlement="").first()
    if row is None:
        return None
    said = {
        Settlement.KEPT: _("A promise was kept:"),
        Settlement.MISSED: _("A promise was missed:"),
        Settlement.WITHDRAWN: _("A promise was withdrawn:"),
    }[Settlement(row.settlement)]
    return Told(said, row.text, f"promises/{row.pk}/")


def _answered(subject: str, eyes: Viewer) -> Told | None:
    posting = Posting.objects.visible_to(eyes).select_related("idea").filter(idea=subject).first()
    if posting is not None:
        return _idea(posting, eyes)
    row = ProposedPromise.objects.visible_to(eyes).filter(pk=subject).first()
    if row is not None:
        # A yes is told with the promise that it is from now on; what was taken back is no answer.
        is_no = row.state == ProposalState.DECLINED
        return Told(_("Declined, what you proposed:"), row.text, "promises/", row.answer) if is_no else None
    return _objection(subject, eyes) or _line(subject, eyes)


def _idea(posting: Posting, eyes: Viewer) -> Told | None:
    """An idea in the words that it is shown with, and what is answered to it; an answer that was taken back is not told."""
    idea = posting.idea
    verdict = Verdict.objects.visible_to(eyes).filter(idea=idea).order_by("-number").first()
    if verdict is None or idea.account_id not in (eyes.accounts or ()):
        return None
    is_mine = idea.person_id == eyes.id
    said = _("Your idea was answered:") if is_mine else _("An idea that you want was answered:")
    # What was given on the portal without a name has its page there for whoever gave it alone.
    is_here = posting.is_between or posting.is_named or is_mine
    return Told(said, posting.title, f"ideas/{idea.pk}/" if is_here else "", verdict.sentence)


def _objection(subject: str, eyes: Viewer) -> Told | None:
    rows = Objection.objects.visible_to(eyes).exclude(state=ObjectionState.OPEN)
    row = rows.select_related("promise").filter(pk=subject).first()
    if row is None or not Promise.objects.visible_to(eyes).filter(pk=row.promise_id).exists():
        return None
    is_right = row.state == ObjectionState.PUT_RIGHT
    said = _("Put right, as you said:") if is_right else _("What you say is not right was answered:")
    return Told(said, row.promise.text, f"promises/{row.promise_id}/", row.answer)


def _line(subject: str, eyes: Viewer) -> Told | None:
    row = LedgerEntry.objects.visible_to(eyes).filter(pk=subject).first()
    said = {
        LedgerState.CONFIRMED: _("Confirmed, what you put into the ledger:"),
        LedgerState.CORRECTED: _("Corrected, what you put into the ledger; is that right?"),
        LedgerState.DISPUTED: _("Disputed, what you put into the ledger:"),
    }.get(LedgerState(row.state)) if row else None  # fmt: skip
    return Told(said, row.text, f"ledger/{row.pk}/") if row and said else None


def _asked(subject: str, eyes: Viewer) -> Told | None:
    rows = SentQuestion.objects.visible_to(eyes).filter(pk=subject, contact__person_id=eyes.id)
    row = rows.filter(answered_at__isnull=True, closed_at__isnull=True).first()
    return Told(_("A question waits for you:"), row.text, "questions/") if row else None


def _mirror(subject: str, eyes: Viewer) -> Told | None:
    row = MirrorVersion.objects.visible_to(eyes).filter(pk=subject).first()
    return Told(_("A mirror report is there for you to read."), "", f"mirror/{row.pk}/") if row else None


def _comment(subject: str, eyes: Viewer) -> Told | None:
    row = Comment.objects.visible_to(eyes).select_related("thread").filter(pk=subject).first()
    if row is None or row.taken_back_at is not None:
        return None
    n = Attachment.objects.visible_to(eyes).filter(comment=row).count()
    files = ngettext("%(n)d file came with it.", "%(n)d files came with it.", n) % {"n": n} if n else ""
    said = _("Somebody wrote in a discussion that you follow:")
    return Told(said, row.text, f"discussions/{row.thread.subject}/", files)


_DESCRIBE = {
    TidingKind.PROPOSED: _promise,
    TidingKind.GIVEN: _given,
    TidingKind.SETTLED: _settled,
    TidingKind.ANSWERED: _answered,
    TidingKind.ASKED: _asked,
    TidingKind.MIRROR: _mirror,
    TidingKind.COMMENT: _comment,
}
