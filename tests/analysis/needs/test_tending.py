import numpy as np
import numpy.typing as npt
import pytest

from closeknit.analysis.needs import likeness, members, sketch, tending
from closeknit.analysis.needs.records import Log
from closeknit.analysis.needs.sketch import Row, Sketch, State

Floats = npt.NDArray[np.float32]


def make_need(name: str, direction: int, n: int = 40) -> Sketch:
    draw = np.random.default_rng([direction, len(name), ord(name[-1])])
    vectors = np.eye(likeness.DIMENSIONS)[direction] + 0.03 * draw.normal(size=(n, likeness.DIMENSIONS))
    rows = likeness.to_grid(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    need = Sketch(name)
    members.add_rows(need, [Row(row, (f"{name}_{n}",), (f"acc_{n}",)) for n, row in enumerate(rows)], keep_all=True)
    return need


def tended_in_one_group(monkeypatch: pytest.MonkeyPatch, *needs: Sketch, n_seen: int) -> State:
    monkeypatch.setattr(tending, "_group", lambda state, vectors, owners, *, anew: [np.arange(len(vectors))])
    state = State(sketches=list(needs), n_seen=n_seen)
    tending.tend(state, Log(), "new_{}".format)
    return state


def test_in_a_young_house_needs_that_come_into_one_group_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    state = tended_in_one_group(monkeypatch, make_need("a", 0), make_need("b", 1), n_seen=sketch.YOUTH)
    assert len(state.sketches) == 1


def test_in_a_grown_house_samples_alone_do_not_make_needs_one_that_are_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    state = tended_in_one_group(monkeypatch, make_need("a", 0), make_need("b", 1), n_seen=sketch.YOUTH + 1)
    assert [need.need for need in state.sketches] == ["a", "b"]


def test_in_a_grown_house_needs_that_say_the_same_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    state = tended_in_one_group(monkeypatch, make_need("a", 0), make_need("b", 0), n_seen=sketch.YOUTH + 1)
    assert len(state.sketches) == 1


def test_a_need_of_which_every_word_has_moved_is_none_any_more_in_a_grown_house_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mixed = Sketch("mixed")
    half, other = make_need("x", 0, 16), make_need("y", 1, 16)
    members.add_rows(mixed, [*half.rows, *other.rows], keep_all=True)
    groups = [np.r_[0:32, 64:80], np.r_[32:64, 80:96]]
    monkeypatch.setattr(tending, "_group", lambda state, vectors, owners, *, anew: groups)
    state = State([make_need("a", 0, 32), make_need("b", 1, 32), mixed], n_seen=sketch.YOUTH + 1)
    tending.tend(state, Log(), "new_{}".format)
    assert [need.need for need in state.sketches] == ["a", "b"]
    assert state.find("mixed") is state.sketches[0]


def test_a_grown_house_is_looked_through_in_no_more_rows_than_a_young_one(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def group(
        state: State, vectors: Floats, owners: npt.NDArray[np.int64], *, anew: bool
    ) -> list[npt.NDArray[np.int64]]:
        looked_at.append(len(vectors))
        return []

    monkeypatch.setattr(tending, "_group", group)
    monkeypatch.setattr(sketch, "YOUTH", 100)
    needs = [make_need(f"n{place}", place, 32) for place in range(5)]
    tending.tend(State(sketches=needs, n_seen=101), Log(), "new_{}".format)
    assert looked_at == [100]


@pytest.mark.parametrize("keep_all", [True, False])
def test_many_needs_take_up_at_once_what_each_would_alone(*, keep_all: bool) -> None:
    extra = {name: make_need(name + "x", place, 90) for place, name in enumerate("abc")}
    alone = [make_need(name, place, 30) for place, name in enumerate("abc")]
    for need in alone:
        for row in extra[need.need].rows:
            members.add_rows(need, [row], keep_all=keep_all)
    state = State(
        [make_need(name, place, 30) for place, name in enumerate("abc")], n_seen=1 if keep_all else sketch.YOUTH + 1
    )
    state.fresh = [(name, row) for name, need in extra.items() for row in need.rows]
    members.take_fresh(state)
    for one, other in zip(state.sketches, alone, strict=True):
        assert np.array_equal(one.sample, other.sample)
        assert np.array_equal(one.total, other.total)
        assert (one.count, one.likeness, one.spread) == (other.count, other.likeness, other.spread)
        assert [row.verbatims for row in one.rows] == [row.verbatims for row in other.rows]
