"""Random walks of what people do with ideas: no vote is lost or doubled, no state is reached that should not be, undo restores exactly."""

from typing import Any

from django.db import models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.ideas import operations
from closeknit.ideas.models import Idea, IdeaFigures, Verdict, Vote
from closeknit.kit import undo
from closeknit.kit.refusals import Refused
from tests.conftest import NOW, Cast
from tests.operations.ideas.conftest import Town

N_IDEAS = 4
_PLACES = st.integers(0, N_IDEAS - 1)
_VOTERS = st.sampled_from(["ana", "kim", "piet", None])
_ANSWERS = st.sampled_from(["planned", "partly", "in_use", "no"])
_ACTS = st.one_of(
    st.tuples(st.just("merge"), _PLACES, _PLACES),
    st.tuples(st.just("apart"), _PLACES, st.none()),
    st.tuples(st.just("vote"), _PLACES, _VOTERS),
    st.tuples(st.just("withdraw"), _PLACES, _VOTERS),
    st.tuples(st.just("answer"), _PLACES, _ANSWERS),
    st.tuples(st.just("undo"), st.none(), st.none()),
)


class _Over(Exception):
    """Takes a walk back out of the store."""


@settings(max_examples=9, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_ACTS, min_size=8, max_size=16))
def test_no_walk_loses_or_doubles_a_vote_and_undo_restores_exactly(cast: Cast, town: Town, walk: list[Any]):
    try:
        with transaction.atomic():
            ideas = [
                operations.give_idea(title=f"Idea {place}", viewer=cast.ben, at=NOW, with_receipt=False)
                for place in range(N_IDEAS)
            ]
            for step in walk:
                _take(step, ideas, cast, town)
            raise _Over
    except _Over:
        pass


def _take(step: tuple[str, Any, Any], ideas: list[str], cast: Cast, town: Town) -> None:
    before = _whole()
    last = undo.find_latest(viewer=cast.ben, since=NOW)
    voters = _list_votes()
    try:
        with transaction.atomic():
            _do(step, ideas, cast, town, last)
    except Refused:
        assert _whole() == before, "what was refused changed something"
        return
    _check_legal()
    if step[0] in ("merge", "apart"):
        assert _list_votes() == voters, "merging touched a vote"
    if step[0] != "undo":
        made = undo.find_latest(viewer=cast.ben, since=NOW)
        assert made is not None
        assert last is None or made.pk != last.pk
        undone = _undone(made.pk, cast)
        assert undone == before, "undo did not restore the state"


def _do(step: tuple[str, Any, Any], ideas: list[str], cast: Cast, town: Town, last: Any) -> None:
    act, place, more = step
    by: dict[str, Any] = {"viewer": cast.ben, "at": NOW}
    contact = getattr(town, more) if act in ("vote", "withdraw") and more else None
    if act == "merge":
        operations.merge_ideas(idea=ideas[place], into=ideas[more], **by)
    elif act == "apart":
        operations.take_apart(idea=ideas[place], **by)
    elif act == "vote":
        operations.cast_vote(idea=ideas[place], contact=contact, **by)
    elif act == "withdraw":
        operations.withdraw_vote(idea=ideas[place], contact=contact, **by)
    elif act == "answer":
        base = _read(Verdict).filter(idea=ideas[place]).count()
        reason = "cost" if more == "no" else ""
        said = f"Because {base}."
        operations.give_verdict(idea=ideas[place], answer=more, sentence=said, reason=reason, base=base, **by)
    else:
        undo.take_back(step=last.pk, viewer=cast.ben, at=NOW)


def _check_legal() -> None:
    """Each idea counts where an idea counts that stands on its own, and every figure is what the votes say, each person once."""
    ideas = {row.pk: row for row in _read(Idea)}
    people: dict[str, set[str]] = {pk: set() for pk, row in ideas.items() if row.counts_in_id is None}
    for row in ideas.values():
        assert (row.state == IdeaState.MERGED) == (row.counts_in_id is not None)
        if row.merged_into_id:
            above = ideas[row.merged_into_id]
            assert row.counts_in_id == (above.counts_in_id or above.pk)
    for vote in _read(Vote).filter(withdrawn_at__isnull=True):
        people[ideas[vote.idea_id].counts_in_id or vote.idea_id].add(vote.person_id or vote.member_id or "")
    counted = {row.pk: row.n_people + row.n_ours for row in _read(IdeaFigures)}
    assert counted == {pk: len(several) for pk, several in people.items()}
    for row in ideas.values():
        newest = _read(Verdict).filter(idea=row).order_by("-number").first()
        assert row.state in (IdeaState.MERGED, newest.answer if newest else IdeaState.OPEN)


def _undone(step: str, cast: Cast) -> Any:
    """Return the whole state after taking a step back, and leave the store as it was."""
    found: Any = None
    try:
        with transaction.atomic():
            undo.take_back(step=step, viewer=cast.ben, at=NOW)
            found = _whole()
            raise _Over
    except _Over:
        return found


def _whole() -> Any:
    return [sorted(map(repr, _read(model).values_list())) for model in (Idea, Vote, Verdict, IdeaFigures)]


def _list_votes() -> list[Any]:
    return sorted(map(repr, _read(Vote).values_list()))


def _read(model: Any) -> models.QuerySet[Any]:
    return model.objects.unscoped(reason="the test looks at everything")
