"""Back to earth: which of these two, points on four criteria, how much each criterion weighs, and what is set aside."""

from collections.abc import Mapping
from datetime import datetime

from closeknit.analysis.lifecycles.session import SessionState
from closeknit.kit import typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import EntryScore, PairAnswer, SkyEntry
from closeknit.offerings.sessions import checks, events, stamping


@operation(Capability.HAND_IN)
def answer_pair(*, one: str, other: str, better: str | None, viewer: Viewer, at: datetime) -> None:
    """Say which of two entries one would rather do, or (without `better`) that neither is; said again, the new answer holds.

    Raises NotFound, NotAtTheTable, JudgingIsOff, NotNow or BadJudgement.
    """
    low, row = checks.lock_entry(min(one, other), viewer=viewer)
    checks.check_takes_part(row, viewer=viewer)
    checks.check_step(row, SessionState.EARTH)
    high = low if one == other else checks.lock_entry(max(one, other), viewer=viewer)[0]
    checks.check_pair(low, high, better)
    who = checks.read_judge(viewer)
    answer = PairAnswer.objects.visible_to(viewer).filter(low=low, high=high, member_id=who).first()
    stamping.rise(row)
    if answer is None:
        answer = PairAnswer(low=low, high=high, member_id=who, better_id=better, answered_at=at)
        undo.keep_new(PairAnswer.objects.add(answer), subject=row.pk)
    else:
        undo.keep(answer, subject=row.pk)
        answer.change(better_id=better, answered_at=at)
    said = events.PairAnswered(subject=row.pk, low=low.pk, high=high.pk, better=better or "")
    record(said, viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def score_entry(*, entry: str, points: Mapping[str, int], viewer: Viewer, at: datetime) -> None:
    """Give an entry 1 to 5 points on each criterion named; said again, the new points hold.

    Raises NotFound, NotAtTheTable, JudgingIsOff, NotNow or BadJudgement.
    """
    wish, row = checks.lock_entry(entry, viewer=viewer)
    checks.check_takes_part(row, viewer=viewer)
    checks.check_step(row, SessionState.EARTH)
    if wish.aside:
        raise checks.BadJudgement("This was set aside meanwhile, and is not weighed.")
    given, who = checks.read_points(points), checks.read_judge(viewer)
    stamping.rise(row)
    scores = EntryScore.objects.visible_to(viewer).filter(entry=wish, member_id=who, criterion__in=given)
    there = {score.criterion: score for score in scores}
    for criterion, n in given.items():
        if criterion in there:
            undo.keep(there[criterion], subject=row.pk)
            there[criterion].change(points=n)
        else:
            score = EntryScore(entry=wish, member_id=who, criterion=criterion, points=n)
            undo.keep_new(EntryScore.objects.add(score), subject=row.pk)
    record(events.EntryScored(subject=wish.pk, session=row.pk, n_criteria=len(given)), viewer=viewer, at=at)


@operation(Capability.SHAPE_OFFERINGS)
def change_weights(*, session: str, weights: Mapping[str, int], viewer: Viewer, at: datetime) -> None:
    """Say how much purpose, strengths, cost and time weigh, 0 to 100 each; or raise NotFound, NotAtTheTable, JudgingIsOff, BadJudgement."""
    row = checks.lock_session(session, viewer=viewer)
    checks.check_takes_part(row, viewer=viewer)
    checks.check_step(row, SessionState.EARTH)
    weighed = checks.read_weights(weights)
    stamping.rise(row)
    undo.keep(row)
    row.change(**{f"{criterion}_weight": weight for criterion, weight in weighed.items()})
    changed = events.WeightsChanged(
        subject=row.pk,
        purpose=row.purpose_weight,
        strengths=row.strengths_weight,
        cost=row.cost_weight,
        time=row.time_weight,
    )
    record(changed, viewer=viewer, at=at)


@operation(Capability.SHAPE_OFFERINGS)
def set_aside(*, entry: str, reason: str, viewer: Viewer, at: datetime) -> None:
    """Leave an entry out of what is judged, with the reason (wished twice, done already); or raise NotFound, NotAtTheTable, NothingSaid."""
    said = typed.check_line(reason, most=300, sentence="Say why it is set aside. Whoever wished for it will ask.")
    _place(entry, said, viewer, at)


@operation(Capability.SHAPE_OFFERINGS)
def bring_back(*, entry: str, viewer: Viewer, at: datetime) -> None:
    """Judge an entry again that was set aside; or raise NotFound, NotAtTheTable, JudgingIsOff or NotNow."""
    _place(entry, "", viewer, at)


def _place(entry: str, reason: str, viewer: Viewer, at: datetime) -> None:
    wish, row = checks.lock_entry(entry, viewer=viewer)
    checks.check_takes_part(row, viewer=viewer)
    checks.check_step(row, SessionState.EARTH)
    _check_other(wish, reason)
    stamping.rise(row)
    undo.keep(wish, subject=row.pk)
    wish.change(aside=reason, aside_by_id=checks.read_judge(viewer) if reason else None)
    record(events.EntrySetAside(subject=wish.pk, session=row.pk, is_aside=bool(reason)), viewer=viewer, at=at)


def _check_other(wish: SkyEntry, reason: str) -> None:
    if bool(wish.aside) == bool(reason):
        raise checks.NotNow("It was set aside already." if reason else "It is among those that are judged already.")
