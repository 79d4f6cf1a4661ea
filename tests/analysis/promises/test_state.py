import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.kinds import PromiseState, Settlement
from closeknit.analysis.promises import state

AS_OF = datetime.date(2026, 11, 22)


def day(days):
    return AS_OF + datetime.timedelta(days)


def classify(due_in, **more):
    dates = state.PromiseDates(None if due_in is None else day(due_in), **more)
    return state.classify_promise(dates, as_of=AS_OF)


DATES = st.builds(
    state.PromiseDates,
    due_on=st.one_of(st.none(), st.integers(-40, 40).map(day)),
    first_due_on=st.one_of(st.none(), st.integers(-40, 40).map(day)),
    settlement=st.one_of(st.none(), st.sampled_from(Settlement)),
    settled_on=st.one_of(st.none(), st.integers(-40, 0).map(day)),
)


@pytest.mark.parametrize(
    ("due_in", "expected"),
    [(-1, "overdue"), (0, "due"), (1, "at_risk"), (3, "at_risk"), (4, "ahead"), (None, "ahead")],
)
def test_an_open_promise_stands_by_the_days_that_are_left(due_in, expected):
    assert classify(due_in).state == expected


@pytest.mark.parametrize(("due_in", "expected"), [(7, "at_risk"), (8, "moved"), (0, "due"), (-1, "overdue")])
def test_what_was_put_off_once_is_watched_earlier(due_in, expected):
    assert classify(due_in, first_due_on=day(due_in - 10)).state == expected


def test_a_day_brought_forward_is_not_moved():
    assert classify(20, first_due_on=day(30)).state == "ahead"


@pytest.mark.parametrize("settlement", Settlement)
def test_a_settlement_ends_every_other_state(settlement):
    assert classify(-9, settlement=settlement).state == settlement


@pytest.mark.parametrize(("settled", "said"), [(-4, "by its day"), (-2, "1 day after its day"), (-3, "by its day")])
def test_a_kept_promise_says_whether_it_was_in_time(settled, said):
    assert classify(-3, settlement=Settlement.KEPT, settled_on=day(settled)).reasons[1] == said


def test_the_reasons_name_the_days():
    assert classify(-2).reasons == ("Was due Fri 20 Nov, 2 days ago",)
    assert classify(9, first_due_on=day(-5)).reasons == (
        "Due Tue 1 Dec",
        "Put off by 2 weeks; first promised for Tue 17 Nov",
    )


def test_the_kept_share_comes_with_n_and_a_range():
    kept = state.PromiseDates(day(-5), settlement=Settlement.KEPT, settled_on=day(-5))
    late = state.PromiseDates(day(-5), settlement=Settlement.KEPT, settled_on=day(-4))
    missed = state.PromiseDates(day(-5), settlement=Settlement.MISSED)
    withdrawn = state.PromiseDates(day(-5), settlement=Settlement.WITHDRAWN)
    found = state.score_kept([kept, kept, late, missed, withdrawn, state.PromiseDates(day(5))], as_of=AS_OF)
    assert (found.n, found.n_kept, found.n_on_time, found.n_left_out) == (4, 3, 2, 2)
    assert found.share == 0.75
    # Wilson 1927 for 3 of 4, as printed by other statistics programs.
    assert (found.low, found.high) == pytest.approx((0.3006, 0.9544), abs=1e-3)
    assert found.reason == "3 of 4 kept, 2 of them by the day first promised"


def test_an_overdue_promise_counts_against_before_anybody_settles_it():
    assert state.score_kept([state.PromiseDates(day(-1))], as_of=AS_OF).share == 0


def test_moving_the_day_does_not_make_a_late_promise_punctual():
    moved = state.PromiseDates(day(-1), first_due_on=day(-9), settlement=Settlement.KEPT, settled_on=day(-2))
    assert state.score_kept([moved], as_of=AS_OF).n_on_time == 0


def test_without_any_promise_there_is_no_share():
    found = state.score_kept([], as_of=AS_OF)
    assert (found.n, found.share, found.reason) == (0, None, "No promise has come due yet")


@given(st.lists(DATES, max_size=30))
def test_the_counts_add_up_and_the_range_holds_the_share(every):
    found = state.score_kept(every, as_of=AS_OF)
    assert found.n + found.n_left_out == len(every)
    assert found.n_on_time <= found.n_kept <= found.n
    if found.share is not None:
        assert 0 <= found.low <= found.share + 1e-9
        assert found.share - 1e-9 <= found.high <= 1


@given(st.lists(DATES, max_size=20))
def test_one_more_kept_promise_never_lowers_the_share(every):
    kept = state.PromiseDates(AS_OF, settlement=Settlement.KEPT, settled_on=AS_OF)
    before, after = state.score_kept(every, as_of=AS_OF), state.score_kept([*every, kept], as_of=AS_OF)
    assert after.share >= (before.share or 0)


@given(DATES, st.integers(0, 60))
def test_an_open_promise_only_ever_comes_nearer_to_overdue(dates, later):
    ladder = [PromiseState.AHEAD, PromiseState.MOVED, PromiseState.AT_RISK, PromiseState.DUE, PromiseState.OVERDUE]
    now = state.classify_promise(dates, as_of=AS_OF).state
    then = state.classify_promise(dates, as_of=day(later)).state
    if dates.settlement is None:
        assert ladder.index(now) <= ladder.index(then)
    else:
        assert now == then
