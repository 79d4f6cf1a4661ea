"""Words that try to found, capture or swamp needs: what they reach is bounded."""

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.needs import founding, granularity, likeness, sketch, stream
from closeknit.analysis.needs.records import Batch
from closeknit.analysis.needs.sketch import State

Floats = npt.NDArray[np.float32]


def make_themes(n_themes: int, n: int, seed: int = 0) -> Floats:
    draw = np.random.default_rng(seed)
    vectors = draw.normal(size=(n_themes, 384))[np.arange(n) % n_themes] + 0.8 * draw.normal(size=(n, 384))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def make_batch(vectors: Floats, first: int, account: str = "") -> Batch:
    names = [f"verb_{first + row}" for row in range(len(vectors))]
    return Batch(names, vectors, [account] * len(vectors) if account else names)


def make_state(n_themes: int = 4, n: int = 80) -> State:
    return stream.settle(stream.advance(State(), make_batch(make_themes(n_themes, n), 0)).state).state


@settings(max_examples=6, deadline=None)
@given(st.integers(20, 3000), st.floats(0, 0.02))
def test_one_line_said_ever_so_often_moves_and_founds_nothing(times: int, noise: float) -> None:
    state = make_state()
    draw = np.random.default_rng(times)
    line = state.sketches[0].sample[:1] + noise * draw.normal(size=(times, 384)).astype(np.float32) / 20
    line /= np.linalg.norm(line, axis=1, keepdims=True)
    after = stream.settle(stream.advance(state, make_batch(line, 1000, "acc_loud")).state).state
    assert {need.need for need in after.sketches} == {need.need for need in state.sketches}
    before, now = state.find(state.sketches[0].need), after.find(state.sketches[0].need)
    assert before is not None
    assert now is not None
    assert float(before.total @ now.total / np.linalg.norm(before.total) / np.linalg.norm(now.total)) > 0.98


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 1000))
def test_noise_that_is_like_nothing_founds_no_need(seed: int) -> None:
    noise = np.random.default_rng(seed).normal(size=(300, 384)).astype(np.float32)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    assert stream.settle(stream.advance(State(), make_batch(noise, 0)).state).state.sketches == []


def test_a_row_between_two_needs_does_not_join_them() -> None:
    state = make_state()
    first, second = (need.sample for need in state.sketches[:2])
    bridge = first[:8] + second[:8]
    bridge /= np.linalg.norm(bridge, axis=1, keepdims=True)
    after = stream.settle(stream.advance(state, make_batch(bridge, 1000, "acc_sly")).state)
    assert after.merges == ()


def test_what_waits_is_bounded() -> None:
    noise = np.random.default_rng(1).normal(size=(founding.MOST_WAITING + 1500, 384)).astype(np.float32)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    state = stream.settle(stream.advance(State(), make_batch(noise, 0)).state).state
    assert len(state.pool) <= founding.MOST_WAITING


def test_a_row_remembers_no_more_than_its_share_of_voices() -> None:
    line = np.repeat(make_themes(1, 1), 1000, axis=0)
    state = stream.advance(State(), make_batch(line, 0)).state
    rows = [*state.pool, *[row for need in state.sketches for row in need.rows]]
    assert max(len(row.verbatims) for row in rows) <= sketch.MOST_VOICES


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 99))
def test_similarities_are_the_same_whatever_their_company(n: int, m: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    vectors = draw.normal(size=(n + m, 384))
    grid = likeness.to_grid(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    whole = grid @ grid.T
    alone = np.array([[float(np.dot(one, other)) for other in grid] for one in grid], dtype=np.float32)
    assert np.array_equal(whole, alone)
    assert np.array_equal(grid[n:] @ grid[:n].T, whole[n:, :n])


def test_a_preview_leaves_the_state_as_it_was_and_a_finer_one_has_no_fewer_needs() -> None:
    state = make_state(8, 400)
    before = state.to_bytes()
    previews = [granularity.preview(state, at) for at in (0.3, 0.6, 0.9)]
    assert state.to_bytes() == before
    counts = [one.n_needs for one in previews]
    assert counts == sorted(counts)
