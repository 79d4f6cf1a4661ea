from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.kinds import Settlement
from closeknit.analysis.promises.series import score_quarters
from closeknit.analysis.promises.state import PromiseDates

AS_OF = date(2026, 11, 22)


def _ended(on: date, how: Settlement = Settlement.KEPT) -> PromiseDates:
    return PromiseDates(on, on, how, on)


def test_the_last_five_quarters_are_named_oldest_first():
    names = [one.name for one in score_quarters([], as_of=AS_OF)]
    assert names == ["Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"]


def test_a_promise_counts_where_it_ended_and_an_overdue_one_where_its_day_was():
    promises = [
        _ended(date(2026, 8, 3)),
        _ended(date(2026, 8, 9), Settlement.MISSED),
        PromiseDates(date(2026, 11, 1), date(2026, 11, 1)),
        PromiseDates(date(2026, 12, 1), date(2026, 12, 1)),
    ]
    shares = {one.name: (one.share.n_kept, one.share.n) for one in score_quarters(promises, as_of=AS_OF)}
    assert shares["Q3 2026"] == (1, 2)
    assert shares["Q4 2026"] == (0, 1)
    assert shares["Q1 2026"] == (0, 0)


@given(days=st.lists(st.integers(0, 900), max_size=30))
def test_no_promise_counts_twice(days: list[int]):
    promises = [_ended(AS_OF - timedelta(one)) for one in days]
    counted = sum(one.share.n for one in score_quarters(promises, as_of=AS_OF))
    assert counted == sum((AS_OF - timedelta(one)) >= date(2025, 10, 1) for one in days)
