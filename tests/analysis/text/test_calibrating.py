import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.text import calibrating
from closeknit.analysis.text.calibrating import Shift

chances = st.floats(0, 1)


def _draw(n: int, share: float, seed: int = 1) -> list[tuple[float, bool]]:
    """Sentences heard with even chances around a half, of which `share` hold."""
    lot = random.Random(seed)
    return [(lot.choice([0.4, 0.5, 0.6]), lot.random() < share) for _ in range(n)]


def test_few_judgements_change_nothing() -> None:
    shift = calibrating.learn_shift(_draw(calibrating.FEWEST_JUDGED - 1, 0.9))
    assert shift.apply(0.3) == 0.3


def test_a_house_that_says_it_more_often_is_believed_the_more_it_was_judged() -> None:
    few, many = (calibrating.learn_shift(_draw(n, 0.8)).apply(0.5) for n in (30, 3000))
    assert 0.5 < few < 0.85
    assert many == pytest.approx(0.8, abs=0.03)


def test_chances_that_were_right_stay() -> None:
    lot = random.Random(3)
    judged = [(chance, lot.random() < chance) for chance in (lot.random() for _ in range(2000))]
    shift = calibrating.learn_shift(judged)
    assert all(abs(shift.apply(chance) - chance) < 0.06 for chance in (0.1, 0.3, 0.5, 0.7, 0.9))


@given(st.lists(st.tuples(chances, st.booleans()), max_size=80), chances, chances)
def test_what_was_likelier_stays_likelier_and_chances_stay_chances(
    judged: list[tuple[float, bool]], one: float, other: float
) -> None:
    shift = calibrating.learn_shift(judged)
    low, high = sorted((one, other))
    assert 0 <= shift.apply(low) <= shift.apply(high) + 1e-12 <= 1 + 1e-9
    assert shift.n == len(judged)


@given(chances)
def test_no_shift_gives_back_what_it_got(chance: float) -> None:
    assert Shift().apply(chance) == chance
