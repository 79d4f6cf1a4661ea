"""Text that tries to form, capture or drown a need: what it reaches is bounded, stable, and told."""

import numpy as np
import numpy.typing as npt
import pytest

from closeknit.analysis.needs import founding, sketch, stream
from closeknit.analysis.needs.records import Batch
from closeknit.analysis.needs.sketch import State

Floats = npt.NDArray[np.float32]


def make_theme(seed: int, n: int, noise: float = 0.8) -> Floats:
    draw = np.random.default_rng(seed)
    return unit(draw.normal(size=384) + noise * draw.normal(size=(n, 384)))


def unit(vectors: npt.NDArray[np.floating]) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def lay(state: State, vectors: Floats, first: int, account: str = "") -> stream.Step:
    names = [f"verb_{first + row}" for row in range(len(vectors))]
    return stream.advance(state, Batch(names, vectors, [account or name for name in names]))


@pytest.fixture(scope="module")
def state() -> State:
    """Four needs that many say."""
    vectors = np.concatenate([make_theme(seed, 40) for seed in range(4)])
    order = np.random.default_rng(0).permutation(len(vectors))
    return stream.settle(lay(State(), vectors[order], 0).state).state


def test_the_same_line_ever_again_costs_no_memory(state: State) -> None:
    line, sizes = make_theme(50, 1), []
    for number in range(20):
        state = lay(state, np.repeat(line, 1000, axis=0), 1000 + 1000 * number, "acc_loud").state
        sizes.append(len(state.to_bytes()))
    assert sizes[-1] <= sizes[2] * 1.05
    assert state.n_seen > 20_000
    assert len(state.sketches) == 4


def test_one_account_alone_founds_few_needs_however_much_it_says(state: State) -> None:
    """It may found needs by saying many different things; each is told with how many accounts say it."""
    many = np.concatenate([make_theme(seed, 12) for seed in range(60, 70)])
    step = stream.settle(lay(state, many, 5000, "acc_sly").state)
    assert len(step.state.sketches) <= 4 + 10
    assert all(birth.n_accounts == 1 for birth in step.births)


def test_a_walk_from_one_need_to_another_does_not_carry_it_there(state: State) -> None:
    """Each sentence stands a little nearer to the other need than the last: a chain, said to drag the one into the other."""
    one, other = state.sketches[0], state.sketches[1]
    start, end = one.sample[0], other.sample[0]
    steps = np.linspace(0, 1, 60)[:, None]
    chain = unit((1 - steps) * start + steps * end + 0.02 * np.random.default_rng(3).normal(size=(60, 384)))
    after = stream.settle(lay(state, chain, 7000, "acc_sly").state)
    assert after.merges == ()
    for need in (one, other):
        now = after.state.find(need.need)
        assert now is not None
        assert float((unit(now.total[None]) @ unit(need.total[None]).T).item()) > 0.9


def test_a_flood_of_new_words_lets_go_of_the_oldest_and_of_no_need(state: State) -> None:
    noise = unit(np.random.default_rng(9).normal(size=(founding.MOST_WAITING + 600, 384)))
    after = lay(state, noise, 20_000, "acc_loud").state
    assert len(after.pool) <= founding.MOST_WAITING + stream.LONGEST_ROUND + 1500
    assert {need.need for need in state.sketches} <= {need.need for need in after.sketches}


def test_sentences_in_forty_languages_are_told_apart_by_meaning_alone() -> None:
    """A language is a direction that all its sentences share: a matter said in forty of them still is one need."""
    draw = np.random.default_rng(4)
    languages, matters = draw.normal(size=(40, 384)), draw.normal(size=(3, 384))
    rows = [
        1.6 * matters[matter] + 0.5 * languages[language] + 0.5 * draw.normal(size=384)
        for language in range(40)
        for matter in range(3)
    ]
    step = stream.settle(lay(State(), unit(np.array(rows)), 0).state)
    assert len(step.state.sketches) == 3


@pytest.mark.parametrize("odd", [np.zeros(384), np.full(384, 1e-3), np.eye(384)[0]])
def test_vectors_of_odd_words_neither_break_nor_found_anything(state: State, odd: Floats) -> None:
    step = stream.settle(lay(state, np.repeat(odd[None].astype(np.float32), 50, axis=0), 30_000, "acc_odd").state)
    assert {need.need for need in step.state.sketches} == {need.need for need in state.sketches}
    assert len(step.state.to_bytes()) < 10 * sketch.RESERVOIR * 2**20
