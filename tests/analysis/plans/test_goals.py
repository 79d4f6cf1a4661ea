from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.plans import goals
from closeknit.analysis.plans.goals import Aim, Reading
from closeknit.analysis.plans.kinds import GoalCourse

START, END = date(2026, 1, 1), date(2026, 12, 31)
HALF = date(2026, 7, 2)
DOWN = Aim(Decimal(22), START, Decimal(4), END, "h")
UP = Aim(Decimal(61), START, Decimal(98), END, "%")

figures = st.decimals(min_value=-1000, max_value=1000, places=2)


def _on(aim: Aim, value: str, on: date = HALF, as_of: date = HALF) -> goals.GoalStanding:
    return goals.classify_goal(aim, [Reading(Decimal(value), on)], as_of=as_of)


def test_progress_is_counted_also_when_the_target_lies_below_the_start():
    assert goals.score_progress(DOWN, Decimal(13)) == pytest.approx(0.5)
    assert goals.score_progress(DOWN, Decimal(22)) == 0
    assert goals.score_progress(DOWN, Decimal(4)) == 1
    assert goals.score_progress(DOWN, Decimal(31)) == pytest.approx(-0.5)


@given(start=figures, target=figures, value=figures)
def test_a_goal_read_from_its_other_end_has_come_the_rest_of_the_way(start: Decimal, target: Decimal, value: Decimal):
    if start == target:
        return
    there = goals.score_progress(Aim(start, START, target, END), value)
    back = goals.score_progress(Aim(target, START, start, END), value)
    assert there + back == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    ("aim", "value", "course"),
    [
        (DOWN, "13", GoalCourse.ON_COURSE),
        (DOWN, "14.5", GoalCourse.ON_COURSE),
        (DOWN, "18", GoalCourse.BEHIND),
        (DOWN, "4", GoalCourse.THERE),
        (DOWN, "2", GoalCourse.THERE),
        (DOWN, "25", GoalCourse.BEHIND),
        (UP, "80", GoalCourse.ON_COURSE),
        (UP, "65", GoalCourse.BEHIND),
        (UP, "98", GoalCourse.THERE),
    ],
)
def test_a_goal_is_on_course_when_it_has_come_as_far_as_its_time_has_gone(aim: Aim, value: str, course: GoalCourse):
    assert _on(aim, value).course is course


def test_the_reason_says_the_way_and_the_time():
    assert _on(DOWN, "18").reasons == ("It has come 22 % of the way where 50 % of its time is gone",)
    assert _on(DOWN, "13").reasons == ("It has come 50 % of the way with 50 % of its time gone",)
    assert _on(DOWN, "25").reasons == ("It has come the other way, by 17 % where 50 % of its time is gone",)


def test_what_is_a_hair_short_is_not_called_whole():
    assert "99 %" in _on(UP, "97.99", as_of=date(2026, 12, 1)).reasons[0]


def test_past_its_day_a_goal_that_is_not_there_is_overdue():
    standing = _on(DOWN, "5", on=END, as_of=END + timedelta(1))
    assert standing.course is GoalCourse.OVERDUE
    assert standing.reasons[0] == "Its day was 31 Dec 2026, and it has come 94 % of the way"
    assert standing.is_off


def test_an_old_reading_says_so():
    standing = _on(UP, "80", on=date(2026, 5, 1), as_of=HALF)
    assert standing.reasons[1] == "The newest reading is 2 months old"


def test_a_goal_that_nobody_reads_is_off_course_after_a_month():
    assert goals.classify_goal(UP, [], as_of=START + timedelta(30)).course is GoalCourse.UNREAD
    late = goals.classify_goal(UP, [], as_of=START + timedelta(60))
    assert (late.course, late.come) == (GoalCourse.BEHIND, None)
    assert late.reasons == ("Nobody has read where it stands since it began 8 weeks ago",)


def test_the_newest_reading_counts_whatever_order_they_come_in():
    several = [Reading(Decimal(4), END), Reading(Decimal(22), START)]
    assert goals.find_newest(several) == several[0]
    assert goals.find_newest([]) is None


@given(value=figures, days=st.integers(-400, 800))
def test_a_standing_always_has_its_reason(value: Decimal, days: int):
    standing = goals.classify_goal(UP, [Reading(value, START)], as_of=START + timedelta(days))
    assert standing.reasons
    assert all(standing.reasons)
    assert 0 <= standing.gone <= 1
