"""What happened, in a sentence for whom it happened, read with their eyes: what they may not see is not described."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from closeknit.accounts.models import Tiding
from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.spaces.kinds import TidingKind
from closeknit.discussions.models import Comment
from closeknit.ideas.models import Idea
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import MirrorVersion, Promise, ProposedPromise
from closeknit.research.models import SentQuestion


@dataclass(frozen=True)
class Told:
    """One thing that happened: the sentence, what it is about, and the path of its page below the shared site's address."""

    sentence: str
    title: str
    path: str


def describe(tiding: Tiding, *, eyes: Viewer) -> Told | None:
    """Return what a mail says of it, or None where it is not there or not theirs to see (any more)."""
    return _DESCRIBE[TidingKind(tiding.kind)](tiding.subject, eyes)


def _promise(subject: str, eyes: Viewer) -> Told | None:
    row = Promise.objects.visible_to(eyes).filter(pk=subject, settlement="").first()
    if row is None:
        return None
    is_ours = row.direction == PromiseDirection.OURS
    said = _("Something was promised to you:") if is_ours else _("This stands as a promise of yours:")
    return Told(said, row.text, f"promises/{row.pk}/")


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
    idea = Idea.objects.visible_to(eyes).filter(pk=subject).first()
    if idea is not None:
        return Told(_("Your idea was answered:"), idea.title, "")
    row = ProposedPromise.objects.visible_to(eyes).filter(pk=subject).first()
    return Told(_("What you proposed was answered:"), row.text, "promises/") if row else None


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
    return Told(_("Somebody wrote in a discussion that you follow:"), row.text, f"discussions/{row.thread.subject}/")


_DESCRIBE = {
    TidingKind.PROPOSED: _promise,
    TidingKind.SETTLED: _settled,
    TidingKind.ANSWERED: _answered,
    TidingKind.ASKED: _asked,
    TidingKind.MIRROR: _mirror,
    TidingKind.COMMENT: _comment,
}
