"""What a house teaches moves what is like it, never far and never without several who agree."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.learning import adjustment
from closeknit.analysis.learning.adjustment import DIMENSIONS, MOST_MOVED, Label

ALL = np.eye(DIMENSIONS, dtype=np.float32)


def _near(direction: int, other: int, nearness: float = 0.8) -> np.ndarray:
    return (nearness * ALL[direction] + np.sqrt(1 - nearness**2) * ALL[other]).astype(np.float32)


def _not_so(n: int, probability: float = 0.7) -> list[Label]:
    return [Label(_near(0, 10 + number), probability, holds=False) for number in range(n)]


def _adjusted(labels: list[Label], probability: float, vector: np.ndarray) -> float:
    taught = adjustment.learn(labels)
    if taught is None:
        return probability
    (moved,) = adjustment.move_rows(vector[None, :], [taught])
    return adjustment.apply_move(probability, float(moved[0]))


def test_two_corrections_teach_nothing():
    assert adjustment.learn(_not_so(2)) is None


def test_several_that_agree_turn_what_is_like_them():
    assert _adjusted(_not_so(6), 0.7, _near(0, 99)) < 0.5


def test_what_is_about_something_else_stays_as_it_is():
    assert _adjusted(_not_so(6), 0.7, ALL[200]) == 0.7


def test_labels_that_confirm_hold_it_where_it_is():
    confirmed = [Label(_near(0, 50 + number), 0.7, holds=True) for number in range(12)]
    assert _adjusted(_not_so(3) + confirmed, 0.7, _near(0, 99)) > 0.5


def test_corrections_alone_never_say_that_a_signal_is_heard_too_often_everywhere():
    taught = adjustment.learn(_not_so(50))
    assert taught is not None
    assert taught.bias == 0


def test_a_random_check_does():
    checked = [Label(ALL[number], 0.7, holds=False, is_sampled=True) for number in range(40)]
    taught = adjustment.learn(checked)
    assert taught is not None
    assert taught.bias < -0.3


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.floats(0, 1, width=32), st.booleans(), st.booleans()),
        min_size=1,
        max_size=60,
    ),
    st.integers(0, 20),
)
def test_nothing_is_ever_moved_out_of_bounds(said: list[tuple[int, float, bool, bool]], at: int):
    labels = [Label(ALL[place], chance, holds, sampled) for place, chance, holds, sampled in said]
    taught = adjustment.learn(labels)
    if taught is not None:
        assert np.isfinite(taught.weights).all()
        (moved,) = adjustment.move_rows(ALL[at][None, :], [taught])
        assert -MOST_MOVED <= float(moved[0]) <= MOST_MOVED
        # A name from the house's own list is heard at 0.97: no lesson can take it away.
        assert adjustment.apply_move(0.97, float(moved[0])) > 0.5


def test_the_same_labels_teach_the_same():
    first, second = adjustment.learn(_not_so(9)), adjustment.learn(_not_so(9))
    assert first is not None
    assert second is not None
    assert first.weights.tobytes() == second.weights.tobytes()


def test_a_sentence_is_moved_alike_alone_and_in_company():
    taught = adjustment.learn(_not_so(9))
    assert taught is not None
    rows = np.array([_near(0, 99), ALL[3], _near(0, 7, 0.4)])
    together = adjustment.move_rows(rows, [taught])
    alone = np.concatenate([adjustment.move_rows(row[None, :], [taught]) for row in rows])
    assert together.tobytes() == alone.tobytes()
