import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.ideas.duty import DutyFact, DutyState, classify_duty, plan_answer, score_duty

SUNDAY = datetime.date(2026, 11, 22)


def fact(given: int, answered: int | None, *, within: int = 14) -> DutyFact:
    """An idea given so many days ago, answered so many days after."""
    on = SUNDAY - datetime.timedelta(given)
    return DutyFact(on, plan_answer(on, within), None if answered is None else on + datetime.timedelta(answered))


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (fact(20, 14), DutyState.IN_TIME),
        (fact(20, 15), DutyState.LATE),
        (fact(14, None), DutyState.WAITING),
        (fact(15, None), DutyState.OVERDUE),
    ],
)
def test_it_is_in_time_through_the_end_of_its_day(one, state):
    assert classify_duty(one, as_of=SUNDAY) is state


def test_the_share_leaves_out_what_still_has_time_and_counts_what_is_past_its_day_against_us():
    duty = score_duty([fact(30, 5), fact(30, 20), fact(40, None), fact(3, None)], as_of=SUNDAY)
    assert (duty.n_due, duty.n_in_time, duty.n_overdue, duty.n_waiting) == (3, 1, 1, 1)
    assert duty.in_time is not None
    assert duty.in_time.value == pytest.approx(1 / 3)
    assert duty.reason == "2 of 4 answered, 1 of 3 by their day"


def test_the_median_counts_those_who_still_wait():
    answered = [fact(100, 2), fact(100, 4), fact(100, 6)]
    assert score_duty(answered, as_of=SUNDAY).median_days == 4
    assert score_duty([*answered, fact(90, None), fact(90, None)], as_of=SUNDAY).median_days == 6
    slow = score_duty([*answered, *[fact(90, None)] * 4], as_of=SUNDAY)
    assert slow.median_days is None
    assert "nobody can say" in slow.reason


def test_no_idea_is_no_share():
    duty = score_duty([], as_of=SUNDAY)
    assert (duty.in_time, duty.median_days, duty.months, duty.reason) == (None, None, (), "No idea was given yet")


@given(st.lists(st.tuples(st.integers(0, 400), st.one_of(st.none(), st.integers(0, 60))), min_size=1, max_size=60))
def test_each_idea_stands_in_exactly_one_month_and_months_follow_each_other(given):
    duty = score_duty([fact(*one) for one in given], as_of=SUNDAY)
    assert sum(month.n for month in duty.months) == duty.n_given == len(given)
    starts = [month.month for month in duty.months]
    assert all(start.day == 1 for start in starts)
    assert all(
        (later.year * 12 + later.month) - (before.year * 12 + before.month) == 1
        for before, later in itertools.pairwise(starts)
    )
