"""Writes of checks of needs: a drawing, and which needs a member says that each sentence stands for. What a person says stands."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs import events, figures
from closeknit.needs.checking import drawing
from closeknit.needs.models import Need, NeedCheck, NeedCheckAnswer, NeedDrawn
from closeknit.needs.operations import evidence

SIZE = 20


class TooFewNeeds(Refused):
    """There is not enough to draw from."""


@operation(Capability.CURATE_NEEDS)
def draw_need_check(*, viewer: Viewer, at: datetime, size: int = SIZE) -> str:
    """Draw sentences at random for people to say which needs they stand for, and return the check's id; or raise TooFewNeeds."""
    check = ids.new("check")
    seed = int.from_bytes(sha256(check.encode()).digest()[:6])
    chosen = drawing.draw(seed, size, viewer=viewer)
    if not chosen:
        raise TooFewNeeds(
            f"A check takes at least {drawing.CHOICES} needs with words to choose from. Bring in more words first."
        )
    row = NeedCheck.objects.add(NeedCheck(id=check, seed=seed, drawn_by_id=viewer.member, drawn_at=at))
    NeedDrawn.objects.add_many(
        NeedDrawn(
            of_check=row,
            place=place,
            verbatim_id=one.verbatim,
            chance=one.chance,
            choices=list(one.needs),
            placed=list(one.placed),
        )
        for place, one in enumerate(chosen, 1)
    )
    record(events.NeedCheckDrawn(subject=check, n_sentences=len(chosen)), viewer=viewer, at=at)
    return check


@operation(Capability.CURATE_NEEDS)
def answer_need_drawn(
    *, drawn: int, needs: Collection[str], viewer: Viewer, at: datetime, is_unclear: bool = False
) -> str:
    """Keep which needs a member says that a drawn sentence stands for (none: none of them), and return its check; or raise NotFound.

    Whoever says it first is believed: the sentence stands there from then on. What others say of it tells how far people agree.
    """
    row = NeedDrawn.objects.visible_to(viewer).filter(pk=drawn).select_related("verbatim").first()
    member = viewer.member
    if row is None or not set(needs) <= set(row.choices):
        raise NotFound("There is no such sentence to be checked.")
    if member is None:
        raise NotAllowed("Only a member can say what a sentence stands for.")
    said = sorted(set(needs)) if not is_unclear else []
    given = NeedCheckAnswer.objects.visible_to(viewer).filter(drawn=row)
    is_first = not given.exclude(member=member).filter(is_unclear=False).exists()
    answer = given.filter(member=member).first()
    if answer is None:
        new = NeedCheckAnswer(drawn=row, member_id=member, needs=said, is_unclear=is_unclear, answered_at=at)
        undo.keep_new(NeedCheckAnswer.objects.add(new), subject=row.of_check_id)
    else:
        undo.keep(answer, subject=row.of_check_id)
        answer.change(needs=said, is_unclear=is_unclear, answered_at=at)
    if is_first and not is_unclear:
        _lay(row, said, viewer, at)
    answered = events.NeedDrawnAnswered(
        subject=row.of_check_id, place=row.place, n_needs=len(said), is_unclear=is_unclear
    )
    record(answered, viewer=viewer, at=at)
    return row.of_check_id


def _lay(row: NeedDrawn, said: Collection[str], viewer: Viewer, at: datetime) -> None:
    """Let the sentence stand beside the needs that were said, and beside none of the others that were shown."""
    shown = Need.objects.visible_to(viewer).filter(pk__in=row.choices).select_related("merged_into").order_by("pk")
    # Needs of the drawing that were merged since are one: it is meant where either is.
    targets: dict[str, tuple[Need, bool]] = {}
    for need in shown:
        target = need.merged_into or need
        targets[target.pk] = (target, targets.get(target.pk, (target, False))[1] or need.pk in said)
    for target, is_meant in targets.values():
        links = evidence.evidence_of(target, [row.verbatim], viewer)
        if is_meant:
            evidence.put(target, row.verbatim, viewer, at, known=links[0] if links else None)
        elif links:
            evidence.take_away(target, [row.verbatim], viewer, at)
    figures.mark(sorted(targets), viewer=viewer)
