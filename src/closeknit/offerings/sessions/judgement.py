"""What the people at the table made of the entries: which of two, points, and how far they agree."""

from dataclasses import dataclass

from closeknit.analysis.offerings import pairwise, weighing
from closeknit.analysis.offerings.pairwise import Answer, Reliability, Rings, Strength
from closeknit.analysis.offerings.sessions import Criterion
from closeknit.analysis.offerings.weighing import Concordance, Score, Weighed
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import EntryScore, PairAnswer
from closeknit.offerings.sessions.queries import EntryRow


@dataclass(frozen=True)
class Progress:
    """How far one of the people is: pairs answered of those they are asked, entries scored of those that are kept."""

    member_id: str
    n_pairs: int
    of_pairs: int
    n_scored: int
    of_entries: int


@dataclass(frozen=True)
class Judgement:
    """The kept entries as they are judged: by pairs, by weighted points, how far people agree, and how far each is."""

    kept: tuple[EntryRow, ...]
    strengths: dict[str, Strength]
    weighed: dict[str, Weighed]
    reliability: Reliability
    rings: Rings
    concordance: Concordance
    progress: dict[str, Progress]
    scores: tuple[Score, ...]
    answers: tuple[Answer, ...]


def judge(
    session: str, entries: list[EntryRow], weights: dict[Criterion, int], members: list[str], *, viewer: Viewer
) -> Judgement:
    """Return how the kept ones of these entries of a session are judged; two statements."""
    kept = tuple(entry for entry in entries if not entry.aside)
    ids = [entry.id for entry in kept]
    answers = tuple(list_answers(session, viewer=viewer))
    scores = tuple(list_scores(session, viewer=viewer))
    return Judgement(
        kept=kept,
        strengths={one.entry: one for one in pairwise.rank_strengths(ids, answers)},
        weighed={one.entry: one for one in weighing.weigh(ids, scores, weights)},
        reliability=pairwise.rate_reliability(ids, answers),
        rings=pairwise.count_rings(ids, answers),
        concordance=weighing.rate_concordance(ids, scores, weights),
        progress={member: _progress(member, set(ids), answers, scores, weights) for member in members},
        scores=scores,
        answers=answers,
    )


def list_answers(session: str, *, viewer: Viewer) -> list[Answer]:
    """Return every answer to "which of these two?" in a session."""
    rows = PairAnswer.objects.visible_to(viewer).filter(low__session=session).order_by("pk")
    return [
        Answer(member, better or low, high if better in (None, low) else low, is_even=better is None)
        for member, low, high, better in rows.values_list("member_id", "low_id", "high_id", "better_id")
    ]


def list_scores(session: str, *, viewer: Viewer) -> list[Score]:
    """Return every point that was given in a session."""
    rows = EntryScore.objects.visible_to(viewer).filter(entry__session=session).order_by("pk")
    return [
        Score(member, entry, Criterion(criterion), points)
        for member, entry, criterion, points in rows.values_list("member_id", "entry_id", "criterion", "points")
    ]


def _progress(
    member: str,
    kept: set[str],
    answers: tuple[Answer, ...],
    scores: tuple[Score, ...],
    weights: dict[Criterion, int],
) -> Progress:
    pairs = {frozenset((one.better, one.worse)) for one in answers if one.person == member}
    given = {(one.entry, one.criterion) for one in scores if one.person == member}
    counted = [one for one, weight in weights.items() if weight]
    scored = sum(all((entry, criterion) in given for criterion in counted) for entry in kept)
    asked = pairwise.count_asked(len(kept))
    return Progress(member, min(asked, sum(pair <= kept for pair in pairs)), asked, scored, len(kept))
