"""Writes of checks: a drawing, and what a member says of each sentence. What a person says stands, and hearing learns from it."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from closeknit.analysis.kinds import SignalCode
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import events, operations
from closeknit.verbatims.checking import drawing
from closeknit.verbatims.models import Check, CheckAnswer, Drawn, Signal, Verbatim

SIZE = 20
# Of fewer words a sample says no more than reading them all.
FEWEST_WORDS = 40


class TooFewWords(Refused):
    """There is not enough to draw from."""


@operation(Capability.CURATE_NEEDS)
def draw_check(*, viewer: Viewer, at: datetime, size: int = SIZE) -> str:
    """Draw sentences at random for people to say what they are, and return the check's id; or raise TooFewWords."""
    check = ids.new("check")
    seed = int.from_bytes(sha256(check.encode()).digest()[:6])
    chosen = drawing.draw(seed, size, viewer=viewer)
    if Verbatim.objects.visible_to(viewer).filter(state="heard").count() < FEWEST_WORDS:
        raise TooFewWords(
            f"A check takes at least {FEWEST_WORDS} sentences that were heard. Bring in more words first."
        )
    row = Check.objects.add(Check(id=check, seed=seed, drawn_by_id=viewer.member, drawn_at=at))
    Drawn.objects.add_many(
        Drawn(of_check=row, place=place, verbatim_id=one.verbatim, chance=one.chance, heard=list(one.heard))
        for place, one in enumerate(chosen, 1)
    )
    record(events.CheckDrawn(subject=check, n_sentences=len(chosen)), viewer=viewer, at=at)
    return check


@operation(Capability.CURATE_NEEDS)
def answer_drawn(*, drawn: int, codes: Collection[str], viewer: Viewer, at: datetime, is_unclear: bool = False) -> str:
    """Keep what a member says that a drawn sentence is (no code: nothing in particular), and return its check; or raise NotFound.

    Whoever says it first is believed: the sentence is heard so from then on. What others say of it tells how far people agree.
    """
    row = Drawn.objects.visible_to(viewer).filter(pk=drawn).select_related("verbatim").first()
    member = viewer.member
    if row is None or not set(codes) <= set(SignalCode):
        raise NotFound("There is no such sentence to be checked.")
    if member is None:
        raise NotAllowed("Only a member can say what a sentence is.")
    said = sorted(set(codes)) if not is_unclear else []
    answer = CheckAnswer.objects.visible_to(viewer).filter(drawn=row, member=member).first()
    if answer is None:
        new = CheckAnswer(drawn=row, member_id=member, codes=said, is_unclear=is_unclear, answered_at=at)
        undo.keep_new(CheckAnswer.objects.add(new), subject=row.of_check_id)
    else:
        undo.keep(answer, subject=row.of_check_id)
        answer.change(codes=said, is_unclear=is_unclear, answered_at=at)
    if not is_unclear:
        _decide(row.verbatim, set(said), member, viewer, at)
    answered = events.DrawnAnswered(subject=row.of_check_id, place=row.place, n_codes=len(said), is_unclear=is_unclear)
    record(answered, viewer=viewer, at=at)
    return row.of_check_id


def _decide(words: Verbatim, said: set[str], member: str, viewer: Viewer, at: datetime) -> None:
    rows = Signal.objects.visible_to(viewer).filter(verbatim=words)
    known = {code: (is_on, by) for code, is_on, by in rows.values_list("code", "is_on", "decided_by_id")}
    for code in SignalCode:
        is_on, decided_by = known.get(code.value, (False, None))
        holds = code.value in said
        # What is not heard and is not so needs no row.
        if decided_by not in (None, member) or (holds == is_on and (not is_on or decided_by)):
            continue
        operations.decide_signal(words, code.value, is_on=holds, viewer=viewer)
        if holds != is_on:
            corrected = events.SignalCorrected(
                subject=words.pk, account=words.account_id or "", verbatim=words.pk, code=code.value, is_on=holds
            )
            record(corrected, viewer=viewer, at=at)
