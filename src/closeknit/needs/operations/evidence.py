"""What people say about the words of a need: these stand for it, these do not, these belong elsewhere."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.analysis.kinds import Stance
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks, events, figures
from closeknit.needs.models import Decision, Evidence, Need
from closeknit.verbatims.models import Verbatim


@operation(Capability.CURATE_NEEDS)
def confirm_evidence(
    *, need: str, verbatims: Sequence[str], viewer: Viewer, at: datetime, stance: str = Stance.SUPPORTS
) -> int:
    """Say that these words stand for the need, support it, contradict it or settle it; return how many, or raise NotFound."""
    row, words = checks.get_target(need, viewer=viewer), checks.get_words(verbatims, viewer=viewer)
    known = {one.verbatim_id: one for one in evidence_of(row, words, viewer)}
    for word in words:
        put(row, word, viewer, at, stance=Stance(stance), known=known.get(word.pk))
    figures.mark([row.pk], viewer=viewer)
    confirmed = events.EvidenceConfirmed(subject=row.pk, stance=stance, n_verbatims=len(words))
    record(confirmed, viewer=viewer, at=at)
    return len(words)


@operation(Capability.CURATE_NEEDS)
def reject_evidence(*, need: str, verbatims: Sequence[str], viewer: Viewer, at: datetime) -> int:
    """Say that these words do not stand for the need; the machine never lays them there again. Return how many, or raise NotFound."""
    row, words = checks.get_need(need, viewer=viewer), checks.get_words(verbatims, viewer=viewer)
    take_away(row, words, viewer, at)
    figures.mark([row.pk], viewer=viewer)
    record(events.EvidenceRejected(subject=row.pk, n_verbatims=len(words)), viewer=viewer, at=at)
    return len(words)


@operation(Capability.CURATE_NEEDS)
def move_evidence(*, need: str, verbatims: Sequence[str], to: str, viewer: Viewer, at: datetime) -> int:
    """Lay words beside the need `to`, away from `need` ("" where they stood by none); return how many, or raise NotFound or SameNeed."""
    target, words = checks.get_target(to, viewer=viewer), checks.get_words(verbatims, viewer=viewer)
    source = checks.get_need(need, viewer=viewer) if need else None
    if source is not None and target.pk in (source.pk, source.merged_into_id):
        raise checks.SameNeed("They stand there already.")
    if source is not None:
        take_away(source, words, viewer, at)
    known = {one.verbatim_id: one for one in evidence_of(target, words, viewer)}
    for word in words:
        put(target, word, viewer, at, known=known.get(word.pk))
    figures.mark([target.pk, *([source.pk] if source else [])], viewer=viewer)
    moved = events.EvidenceMoved(subject=target.pk, source=source.pk if source else "", n_verbatims=len(words))
    record(moved, viewer=viewer, at=at)
    return len(words)


def evidence_of(need: Need, words: Sequence[Verbatim], viewer: Viewer) -> list[Evidence]:
    """Return the links from these words to the need, or to one that was merged into it."""
    family = [need.pk, *Need.objects.visible_to(viewer).filter(merged_into=need).values_list("pk", flat=True)]
    links = Evidence.objects.visible_to(viewer).filter(need__in=family, verbatim__in=[word.pk for word in words])
    return list(links.order_by("pk"))


def put(
    need: Need,
    word: Verbatim,
    viewer: Viewer,
    at: datetime,
    *,
    stance: Stance = Stance.SUPPORTS,
    known: Evidence | None = None,
) -> None:
    """Let a person's word stand: the verbatim is evidence of the need. For operations of this room."""
    by = viewer.member
    confirmed_at = at if by else None
    if known is not None:
        undo.keep(known, subject=need.pk)
        known.change(stance=stance, confirmed_by_id=by, confirmed_at=confirmed_at)
    else:
        link = Evidence(
            verbatim=word,
            need=need,
            account_id=word.account_id,
            said_at=word.said_at,
            stance=stance,
            strength=1,
            decided_by_id=by,
            confirmed_by_id=by,
            confirmed_at=confirmed_at,
        )
        undo.keep_new(Evidence.objects.add(link), subject=need.pk)
    _decide(need, word, viewer, at, belongs=True)


def take_away(need: Need, words: Sequence[Verbatim], viewer: Viewer, at: datetime) -> None:
    """Let a person's word stand: these verbatims are no evidence of the need. For operations of this room."""
    for link in evidence_of(need, words, viewer):
        undo.keep(link, subject=need.pk)
        link.delete()
    for word in words:
        _decide(need, word, viewer, at, belongs=False)


def _decide(need: Need, word: Verbatim, viewer: Viewer, at: datetime, *, belongs: bool) -> None:
    # Decided anew is a new row: the stream follows decisions in the order of their ids.
    before = Decision.objects.visible_to(viewer).filter(need=need, verbatim=word).first()
    if before is not None:
        undo.keep(before, subject=need.pk)
        before.delete()
    decision = Decision(verbatim=word, need=need, belongs=belongs, decided_by_id=viewer.member, decided_at=at)
    undo.keep_new(Decision.objects.add(decision), subject=need.pk)
