import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.needs import placing, sketch, stream
from closeknit.analysis.needs.records import Batch, Step
from closeknit.analysis.needs.sketch import DIMENSIONS, State

Floats = npt.NDArray[np.float32]


def make_vectors(n_themes: int, n: int, *, seed: int = 0, noise: float = 0.8) -> tuple[Floats, npt.NDArray[np.int_]]:
    """Return n unit vectors around n_themes random directions, and the theme of each."""
    draw = np.random.default_rng(seed)
    centres = draw.normal(size=(n_themes, DIMENSIONS))
    themes = draw.integers(n_themes, size=n)
    vectors = centres[themes] + noise * draw.normal(size=(n, DIMENSIONS))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), themes


def make_batch(vectors: Floats, first: int = 0, accounts: list[str] | None = None) -> Batch:
    names = [f"verb_{first + row}" for row in range(len(vectors))]
    return Batch(names, vectors, accounts or names)


def settled(vectors: Floats, accounts: list[str] | None = None) -> Step:
    return stream.settle(stream.advance(State(), make_batch(vectors, accounts=accounts)).state)


def homes_of(vectors: Floats, *, cut: int) -> tuple[State, dict[str, str | None]]:
    state, homes = State(), dict[str, str | None]()
    for first in range(0, len(vectors), cut):
        step = stream.advance(state, make_batch(vectors[first : first + cut], first))
        state = step.state
        homes.update(step.homes)
    return state, homes


def test_finds_the_themes_of_a_small_house() -> None:
    vectors, themes = make_vectors(4, 40)
    state, homes = homes_of(vectors, cut=40)
    step = stream.settle(state)
    homes.update(step.homes)
    found = {(themes[int(name[5:])], step.state.find(need).need) for name, need in homes.items() if need}  # type: ignore[union-attr]
    assert len(step.state.sketches) == 4
    assert len(found) == 4
    assert sum(need is not None for need in homes.values()) >= 36


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 60))
def test_the_state_does_not_depend_on_how_the_stream_is_cut(cut: int) -> None:
    vectors, _ = make_vectors(6, 120)
    whole, homes = homes_of(vectors, cut=120)
    pieces, same = homes_of(vectors, cut=cut)
    assert pieces.to_bytes() == whole.to_bytes()
    assert same == homes


def test_a_state_read_back_goes_on_as_if_never_written() -> None:
    vectors, _ = make_vectors(6, 200)
    whole, _ = homes_of(vectors, cut=200)
    half = stream.advance(State(), make_batch(vectors[:90])).state
    again = State.from_bytes(half.to_bytes())
    assert stream.advance(again, make_batch(vectors[90:], 90)).state.to_bytes() == whole.to_bytes()


def test_advance_leaves_its_state_as_it_was() -> None:
    vectors, _ = make_vectors(3, 60)
    state = stream.advance(State(), make_batch(vectors[:40])).state
    before = state.to_bytes()
    stream.advance(state, make_batch(vectors[40:], 40))
    assert state.to_bytes() == before


def test_a_need_keeps_its_identity_when_more_is_said() -> None:
    vectors, themes = make_vectors(5, 300)
    state, homes = homes_of(vectors[:200], cut=200)
    later = stream.advance(state, make_batch(vectors[200:], 200))
    after = {**homes, **later.homes}
    kept = [
        later.state.find(need) is later.state.find(after[name] or "")
        for name, need in homes.items()
        if need is not None
    ]
    assert sum(kept) >= 0.99 * len(kept)
    assert len(set(themes)) == 5


def test_the_same_line_a_thousand_times_by_one_account_is_no_need() -> None:
    vectors, _ = make_vectors(1, 1)
    step = settled(np.repeat(vectors, 1000, axis=0), ["acc_1"] * 1000)
    assert step.state.sketches == []
    assert len(step.state.pool) == 1


def test_what_several_accounts_say_in_the_same_words_is_a_need_with_one_more_wording() -> None:
    vectors, _ = make_vectors(1, 2, noise=0.4)
    rows = vectors[[0, 0, 0, 1]]
    state = stream.advance(State(), make_batch(rows, accounts=["a", "b", "c", "d"])).state
    step = stream.settle(state)
    assert len(step.state.sketches) == 1


def test_repetition_does_not_move_a_need() -> None:
    vectors, _ = make_vectors(2, 60)
    state = settled(vectors).state
    before = state.sketches[0].sample
    flood = np.repeat(state.sketches[0].sample[:1], 300, axis=0)
    after = stream.advance(state, make_batch(flood, 1000)).state
    need = after.find(state.sketches[0].need)
    assert need is not None
    assert np.array_equal(need.sample, before)
    assert need.count > 300


def test_a_late_theme_gets_a_need_of_its_own() -> None:
    early, _ = make_vectors(4, 200, seed=1)
    late, _ = make_vectors(1, 30, seed=2)
    state = stream.advance(State(), make_batch(early)).state
    step = stream.advance(state, make_batch(late, 200))
    assert any(birth for birth in step.births if all(int(name[5:]) >= 200 for name in birth.verbatims))


def test_a_sentence_that_a_person_took_out_does_not_come_back() -> None:
    vectors, _ = make_vectors(2, 60)
    state = settled(vectors).state
    need = state.sketches[0]
    state.cannot.add(("verb_900", need.need))
    step = stream.advance(state, make_batch(need.sample[:1] * 1.0, 900))
    assert step.homes.get("verb_900") != need.need


def test_every_row_has_a_nearest_need() -> None:
    vectors, _ = make_vectors(3, 60)
    state = settled(vectors).state
    strangers, _ = make_vectors(1, 5, seed=9)
    found = placing.nearest_needs(state, strangers)
    assert all(one is not None for one in found)
    assert placing.nearest_needs(State(), strangers) == [None] * 5


def test_another_version_of_the_state_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = State().to_bytes()
    monkeypatch.setattr(sketch, "VERSION", 999)
    with pytest.raises(ValueError, match="version"):
        State.from_bytes(data)


def test_a_damaged_state_is_refused() -> None:
    with pytest.raises(ValueError, match="damaged"):
        State.from_bytes(State().to_bytes().replace(b'"version": ', b'"version":0'))
