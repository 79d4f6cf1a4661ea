"""Forecasts: what may be said, and how good ours were (Brier 1950)."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from closeknit.analysis.circle import forecasts
from closeknit.analysis.circle.forecasts import ForecastRefused, Resolved
from closeknit.analysis.kinds import Stage

RESOLVED = st.lists(
    st.builds(Resolved, st.floats(0, 1, allow_nan=False), st.booleans()), min_size=forecasts.LEAST, max_size=60
)


def test_nothing_is_more_than_certain():
    with pytest.raises(ForecastRefused, match=r"^120 % is more than certain\. Choose a figure from 0 to 100\.$"):
        forecasts.check_probability(120)


def test_nothing_is_less_than_impossible():
    with pytest.raises(ForecastRefused, match="less than impossible"):
        forecasts.check_probability(-1)


def test_certain_and_impossible_may_be_said():
    assert (forecasts.check_probability(0), forecasts.check_probability(100)) == (0.0, 1.0)


def test_a_forecast_is_about_a_day_ahead():
    with pytest.raises(ForecastRefused, match="still ahead"):
        forecasts.check_due(date(2026, 11, 19), made_on=date(2026, 11, 19))


@pytest.mark.parametrize("days", [0, -5, 4000])
def test_a_revisit_after_no_days_is_refused(days: int):
    with pytest.raises(ForecastRefused, match="no time to look again"):
        forecasts.check_revisit_days(days)


def test_every_stage_has_a_day_to_look_again():
    assert set(forecasts.REVISIT_DAYS) == set(Stage)


def test_the_score_of_ten_is_the_mean_of_the_squares():
    ten = [Resolved(0.7, True)] * 7 + [Resolved(0.7, False)] * 3
    score = forecasts.score_forecasts(ten)
    assert score.brier == pytest.approx((7 * 0.09 + 3 * 0.49) / 10)
    assert score.baseline == pytest.approx(0.21)
    assert score.reasons[0] == "7 of 10 came true"


def test_below_ten_there_is_no_score_and_the_page_says_when():
    score = forecasts.score_forecasts([Resolved(0.9, True)] * 9)
    assert (score.brier, score.n_missing) == (None, 1)
    assert score.reasons[-1] == "The score shows once 1 more is decided"


def test_without_any_it_says_from_when():
    assert forecasts.score_forecasts([]).reasons == ("No forecast has been decided yet. The score shows from 10 on",)


def test_forecasts_of_about_the_same_probability_are_counted_together():
    score = forecasts.score_forecasts([Resolved(0.7, True), Resolved(0.6, False), Resolved(1.0, True)])
    assert [(band.low, band.high, band.n, band.n_true) for band in score.bands] == [(60, 80, 2, 1), (80, 100, 1, 1)]


@given(RESOLVED)
def test_the_score_lies_between_perfect_and_wrong_throughout(resolved: list[Resolved]):
    score = forecasts.score_forecasts(resolved)
    assert score.brier is not None
    assert 0 <= score.brier <= 1
    assert sum(band.n for band in score.bands) == score.n == len(resolved)


@given(st.lists(st.booleans(), min_size=forecasts.LEAST))
def test_knowing_all_scores_nought_and_being_wrong_throughout_one(outcomes: list[bool]):
    assert forecasts.score_forecasts(Resolved(float(one), one) for one in outcomes).brier == 0
    assert forecasts.score_forecasts(Resolved(float(not one), one) for one in outcomes).brier == 1


@given(st.integers(0, 20), st.integers(0, 100))
def test_the_score_is_proper_saying_what_one_believes_is_best(n_true: int, said: int):
    """Of twenty with a true share, naming that share each time scores no worse than naming any other."""
    outcomes = [number < n_true for number in range(20)]
    honest = forecasts.score_forecasts(Resolved(n_true / 20, one) for one in outcomes).brier
    other = forecasts.score_forecasts(Resolved(said / 100, one) for one in outcomes).brier
    assert honest is not None
    assert other is not None
    assert honest <= other + 1e-12
    assume(abs(said / 100 - n_true / 20) > 0.001)
    assert honest < other


@given(RESOLVED)
def test_the_order_of_forecasts_does_not_matter(resolved: list[Resolved]):
    one, other = forecasts.score_forecasts(resolved), forecasts.score_forecasts(reversed(resolved))
    assert one.brier == pytest.approx(other.brier)
    assert [band.n for band in one.bands] == [band.n for band in other.bands]
