import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.needs import opportunity
from closeknit.analysis.needs.opportunity import Basis, Opportunity, Rated, Voice

points = st.integers(min_value=0, max_value=10)
rated = st.builds(Rated, account=st.sampled_from("abcdefgh"), importance=points, satisfaction=points)
voice = st.builds(
    Voice,
    account=st.sampled_from("abcdefgh"),
    weight=st.floats(min_value=0.5, max_value=100),
    days_ago=st.floats(min_value=0, max_value=3000),
    is_pain=st.booleans(),
    is_praise=st.booleans(),
)


@pytest.mark.parametrize(
    ("importance", "satisfaction", "score"), [(9.0, 2.8, 15.2), (8, 8, 8), (4, 9, 4), (10, 0, 20), (0, 0, 0)]
)
def test_the_score_is_ulwicks(importance: float, satisfaction: float, score: float) -> None:
    assert opportunity.score_opportunity(importance, satisfaction) == pytest.approx(score)


def _several(n: int, accounts: int) -> list[Rated]:
    return [Rated(f"account_{one % accounts}", 9 - one % 2, 2 + one % 3) for one in range(n)]


def test_twelve_people_at_three_accounts_are_enough_to_rank() -> None:
    assert opportunity.rate(_several(12, 3)).is_ranked


@pytest.mark.parametrize(("n", "accounts"), [(11, 5), (40, 2), (1, 1)])
def test_fewer_people_or_accounts_rank_nothing_and_say_so(n: int, accounts: int) -> None:
    found = opportunity.rate(_several(n, accounts))
    assert not found.is_ranked
    assert "12 people at 3 accounts" in found.why


def test_many_people_of_one_account_weigh_as_much_as_one_of_another() -> None:
    loud = [Rated("loud", 10, 0)] * 30
    assert opportunity.rate([*loud, Rated("quiet", 0, 10)]).importance.value == pytest.approx(5)


def test_one_account_alone_leaves_everything_open() -> None:
    found = opportunity.rate([Rated("one", 8, 3)] * 5)
    assert (found.importance.low, found.importance.high) == (0, 10)


def test_the_interval_is_students() -> None:
    found = opportunity.rate([Rated("a", 6, 5), Rated("b", 8, 5), Rated("c", 10, 5)])
    reach = 4.303 * 2 / math.sqrt(3)
    assert found.importance.low == pytest.approx(8 - reach)
    assert found.importance.high == 10


def test_nobody_who_rated_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        opportunity.rate([])


@given(st.lists(rated, min_size=1, max_size=60))
def test_figures_of_ratings_lie_within_their_intervals_and_those_within_the_scale(ratings: list[Rated]) -> None:
    found = opportunity.rate(ratings)
    assert 0 <= found.importance.low <= found.importance.value <= found.importance.high <= 10
    assert 0 <= found.satisfaction.low <= found.satisfaction.value <= found.satisfaction.high <= 10
    assert 0 <= found.score.low <= found.score.value <= found.score.high <= 20
    expected = opportunity.score_opportunity(found.importance.value, found.satisfaction.value)
    assert found.score.value == pytest.approx(expected)


@given(st.lists(rated, min_size=1, max_size=30))
def test_the_order_of_ratings_does_not_matter(ratings: list[Rated]) -> None:
    there, back = opportunity.rate(ratings), opportunity.rate(ratings[::-1])
    assert there.score.value == pytest.approx(back.score.value)
    assert there.score.low == pytest.approx(back.score.low)


def _estimate(voices: list[Voice], heard: list[float]) -> Opportunity:
    return opportunity.estimate(opportunity.sum_up(voices), heard=opportunity.weigh_heard(heard))


@given(st.lists(voice, max_size=8, unique_by=lambda one: one.account), st.lists(st.floats(0.5, 100), max_size=40))
def test_an_estimate_lies_within_the_scale_and_never_ranks(voices: list[Voice], others: list[float]) -> None:
    found = _estimate(voices, heard=[*(one.weight for one in voices), *others])
    assert found.basis == Basis.EVIDENCE
    assert not found.is_ranked
    for figure, most in ((found.importance, 10), (found.satisfaction, 10), (found.score, 20)):
        assert 0 <= figure.low <= figure.value + 1e-9
        assert figure.value <= figure.high + 1e-9
        assert figure.high <= most


def test_what_more_of_the_worth_says_is_more_important() -> None:
    few = _estimate([Voice("small", 1, 0, True, False)], heard=[1, 10, 1])
    much = _estimate([Voice("large", 10, 0, True, False)], heard=[1, 10, 1])
    assert few.importance.value < much.importance.value


def test_what_the_only_account_said_is_not_known_to_matter_to_all() -> None:
    alone = _estimate([Voice("a", 1, 0, True, False)], heard=[1])
    all_of_many = _estimate([Voice("a", 1, 0, True, False)] * 40, heard=[1] * 40)
    assert alone.importance.value < 7.5
    assert all_of_many.importance.value > 9.5


def test_what_was_said_long_ago_is_less_important() -> None:
    now = _estimate([Voice("a", 1, 0, True, False)], heard=[1, 1])
    then = _estimate([Voice("a", 1, 180, True, False)], heard=[1, 1])
    assert then.importance.value == pytest.approx(now.importance.value / math.sqrt(2))


def test_pain_speaks_against_satisfaction_and_praise_for_it() -> None:
    pain = _estimate([Voice("a", 1, 0, True, False)] * 4, heard=[1] * 4)
    praise = _estimate([Voice("a", 1, 0, False, True)] * 4, heard=[1] * 4)
    neither = _estimate([Voice("a", 1, 0, False, False)] * 4, heard=[1] * 4)
    assert pain.satisfaction.value < neither.satisfaction.value == 5 < praise.satisfaction.value


def test_nothing_heard_is_no_opportunity_and_no_error() -> None:
    assert _estimate([], heard=[]).importance.value == 0


@given(st.floats(min_value=10, max_value=20))
def test_all_needs_on_a_line_have_its_score(score: float) -> None:
    for importance, satisfaction in opportunity.line_at(score):
        assert opportunity.score_opportunity(importance, satisfaction) == pytest.approx(score)
