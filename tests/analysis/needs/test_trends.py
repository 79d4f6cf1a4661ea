import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.needs.trends import judge_trend

counts = st.integers(0, 500)
heard = st.integers(1, 5_000)


@pytest.mark.parametrize(
    ("lately", "before", "way"),
    [(12, 2, "rising"), (2, 12, "falling"), (6, 4, "steady"), (3, 0, "unsure"), (5, 0, "rising")],
)
def test_a_trend_is_claimed_only_where_its_interval_leaves_no_doubt(lately: int, before: int, way: str) -> None:
    assert judge_trend(lately, before, heard_lately=100, heard_before=100).way == way


def test_the_interval_is_the_one_of_the_books() -> None:
    # Wilson's interval for 15 of 20 is 0.5313–0.8881 (Newcombe 1998 gives the formula); its odds are the ends of the ratio.
    trend = judge_trend(15, 5, heard_lately=50, heard_before=50)
    assert trend.ratio == pytest.approx(3)
    assert (trend.low, trend.high) == (
        pytest.approx(0.5313 / 0.4687, rel=1e-3),
        pytest.approx(0.8881 / 0.1119, rel=1e-3),
    )


def test_what_more_accounts_say_because_more_are_heard_is_not_rising() -> None:
    trend = judge_trend(12, 4, heard_lately=90, heard_before=30)
    assert trend.way == "steady"
    assert trend.ratio == pytest.approx(1)


def test_where_nobody_was_heard_nothing_is_claimed() -> None:
    assert judge_trend(9, 0, heard_lately=40, heard_before=0).way == "unsure"


@given(counts, counts, heard, heard)
def test_the_ratio_lies_within_its_interval_and_the_way_follows_from_it(
    lately: int, before: int, heard_lately: int, heard_before: int
) -> None:
    trend = judge_trend(lately, before, heard_lately=heard_lately, heard_before=heard_before)
    assert trend.low <= trend.ratio * (1 + 1e-9)
    assert trend.ratio <= trend.high * (1 + 1e-9)
    assert (trend.way == "rising") == (trend.low > 1)
    assert (trend.way == "falling") == (trend.high < 1)


@given(counts, counts, heard, heard)
def test_looked_at_backwards_a_rise_is_a_fall(lately: int, before: int, heard_lately: int, heard_before: int) -> None:
    there = judge_trend(lately, before, heard_lately=heard_lately, heard_before=heard_before)
    back = judge_trend(before, lately, heard_lately=heard_before, heard_before=heard_lately)
    assert {"rising": "falling", "falling": "rising"}.get(there.way, there.way) == back.way
    assert back.high == pytest.approx(1 / there.low if there.low else math.inf)


@given(counts, counts, heard)
def test_one_more_account_never_lowers_the_ratio(lately: int, before: int, both: int) -> None:
    one = judge_trend(lately, before, heard_lately=both, heard_before=both)
    more = judge_trend(lately + 1, before, heard_lately=both, heard_before=both)
    assert more.ratio >= one.ratio
    assert more.low >= one.low
