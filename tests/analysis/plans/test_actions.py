from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.plans import actions
from closeknit.analysis.plans.actions import Counted, Shift

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("offset", "said"),
    [
        (21, "3 weeks after the kick-off"),
        (-2, "2 days before the kick-off"),
        (7, "1 week after the kick-off"),
        (-1, "1 day before the kick-off"),
        (0, "on the day of the kick-off"),
    ],
)
def test_a_distance_is_said_in_weeks_where_it_is_whole_weeks(offset: int, said: str):
    assert actions.say_offset(offset, "the kick-off") == said


def test_more_than_ten_years_off_is_no_plan():
    with pytest.raises(actions.OffsetRefused):
        actions.count_due(DAY, 4000)


def test_what_is_not_done_moves_with_its_day_and_what_is_done_stays():
    several = [Counted("a", 21, is_done=False), Counted("b", -2, is_done=False), Counted("c", 0, is_done=True)]
    later = DAY + timedelta(7)
    assert actions.plan_shift(several, from_on=DAY, to_on=later, as_of=DAY) == (
        Shift("a", DAY + timedelta(21), DAY + timedelta(28), is_past=False),
        Shift("b", DAY - timedelta(2), DAY + timedelta(5), is_past=False),
    )


def test_a_shift_into_the_past_says_so():
    (shift,) = actions.plan_shift([Counted("a", 0, is_done=False)], from_on=DAY, to_on=DAY - timedelta(1), as_of=DAY)
    assert shift.is_past


@given(offsets=st.lists(st.integers(-3660, 3660)), days=st.integers(-300, 300))
def test_moving_a_day_keeps_every_distance_to_it(offsets: list[int], days: int):
    counted = [Counted(str(n), offset, is_done=False) for n, offset in enumerate(offsets)]
    to_on = DAY + timedelta(days)
    shifts = actions.plan_shift(counted, from_on=DAY, to_on=to_on, as_of=DAY)
    assert [(one.from_on - DAY, one.to_on - to_on) for one in shifts] == (
        [(timedelta(offset), timedelta(offset)) for offset in offsets] if days else []
    )
