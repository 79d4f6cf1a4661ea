import numpy as np
import pytest

from closeknit.analysis.needs import decisions, stream
from closeknit.analysis.needs.records import Batch
from closeknit.analysis.needs.sketch import DIMENSIONS, State


def make_theme(seed: int, n: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    draw = np.random.default_rng(seed)
    vectors = draw.normal(size=DIMENSIONS) + 0.7 * draw.normal(size=(n, DIMENSIONS))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def make_batch(vectors: np.ndarray[tuple[int, ...], np.dtype[np.float32]], first: int) -> Batch:
    names = [f"verb_{first + row}" for row in range(len(vectors))]
    return Batch(names, vectors, names)


@pytest.fixture
def state() -> State:
    vectors = np.concatenate([make_theme(1, 12), make_theme(2, 12)])
    return stream.settle(stream.advance(State(), make_batch(vectors, 0)).state).state


def say(state: State, seed: int, first: int = 100) -> dict[str, str | None]:
    """More of a theme is said, until long after the next tending."""
    step = stream.advance(state, make_batch(make_theme(seed, 40)[12:], first))
    settled = stream.settle(step.state)
    homes = {**step.homes, **settled.homes}
    return {
        name: (found.need if need and (found := settled.state.find(need)) else None) for name, need in homes.items()
    }


def test_a_dismissed_need_takes_up_its_words_and_is_not_reborn(state: State) -> None:
    need = state.sketches[0].need
    homes = say(decisions.dismiss(state, need), 1)
    assert {home for home in homes.values() if home is not None} == {need}


def test_what_a_person_took_out_stays_out(state: State) -> None:
    need = state.sketches[0]
    name = need.members[0]
    parted = decisions.part(state, need.need, [name])
    step = stream.settle(parted)
    assert step.homes.get(name) != need.need
    assert name not in step.state.find(need.need).members  # type: ignore[union-attr]


def test_what_is_allowed_again_may_come_back(state: State) -> None:
    need = state.sketches[0]
    again = decisions.allow(decisions.part(state, need.need, ["verb_0"]), need.need, ["verb_0"])
    assert again.cannot == set()


def test_a_held_need_is_changed_only_by_proposal(state: State) -> None:
    held = state
    for need in state.sketches:
        held = decisions.hold(held, need.need)
    step = stream.settle(held)
    assert step.merges == step.splits == ()
    assert {need.need for need in step.state.sketches} == {need.need for need in state.sketches}


def test_merged_needs_are_found_by_either_id(state: State) -> None:
    first, second = state.sketches[0].need, state.sketches[1].need
    merged = decisions.merge(state, first, second)
    assert merged.find(second) is merged.find(first)
    assert set(say(merged, 2).values()) == {first}


def test_words_that_a_person_moved_belong_where_they_were_moved(state: State) -> None:
    first, second = state.sketches
    moved = decisions.join(state, first.need, make_batch(make_theme(3, 1), 500))
    assert "verb_500" in moved.find(first.need).members  # type: ignore[union-attr]
    assert "verb_500" not in second.members


def test_a_need_made_by_a_person_draws_words_like_its_own(state: State) -> None:
    made = decisions.add_need(state, "need_by_hand", make_batch(make_theme(5, 40)[:6], 500))
    assert set(say(made, 5).values()) == {"need_by_hand"}


def test_decisions_leave_the_given_state_as_it_was(state: State) -> None:
    before = state.to_bytes()
    need = state.sketches[0].need
    decisions.part(state, need, ["verb_0"])
    decisions.join(state, need, make_batch(make_theme(3, 2), 500))
    decisions.dismiss(state, need)
    decisions.merge(state, need, state.sketches[1].need)
    assert state.to_bytes() == before


def test_an_unknown_need_is_refused(state: State) -> None:
    with pytest.raises(decisions.UnknownNeedError, match="need_x"):
        decisions.hold(state, "need_x")


def test_what_a_person_stated_takes_what_is_near_its_statement_and_nothing_else() -> None:
    draw = np.random.default_rng(5)
    meaning, *others = np.linalg.qr(draw.normal(size=(DIMENSIONS, 40)))[0].T.astype(np.float32)
    # Three words of many shapes, hardly alike to each other, each a little like the statement.
    words = np.array([0.5 * meaning + 0.866 * other for other in others[:3]], dtype=np.float32)
    state = decisions.word(decisions.add_need(State(), "need_1", make_batch(words, 0)), "need_1", meaning)
    near = (0.7 * meaning + 0.714 * others[5])[None, :]
    far = (0.2 * meaning + 0.98 * others[6])[None, :]
    step = stream.advance(state, make_batch(np.concatenate([near, far]).astype(np.float32), 50))
    assert step.homes.get("verb_50") == "need_1"
    assert step.homes.get("verb_51") is None


def test_a_statement_is_remembered_with_the_state() -> None:
    meaning = make_theme(3, 1)[0]
    state = decisions.word(decisions.add_need(State(), "need_1", make_batch(make_theme(3, 4), 0)), "need_1", meaning)
    again = State.from_bytes(state.to_bytes())
    assert np.array_equal(again.sketches[0].stated, state.sketches[0].stated)
    assert again.to_bytes() == state.to_bytes()
