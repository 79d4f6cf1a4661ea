import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.offerings import weighing
from closeknit.analysis.offerings.sessions import Criterion
from closeknit.analysis.offerings.weighing import Score

ENTRIES = ["a", "b", "c"]
WEIGHTS = {Criterion.PURPOSE: 40, Criterion.STRENGTHS: 30, Criterion.COST: 15, Criterion.TIME: 15}
scored = st.dictionaries(
    st.tuples(st.sampled_from("xyz"), st.sampled_from(ENTRIES), st.sampled_from(list(Criterion))), st.integers(1, 5)
)
weights = st.fixed_dictionaries(dict.fromkeys(Criterion, st.integers(1, 100)))


def _scores(given_):
    return [Score(*key, points) for key, points in given_.items()]


def _all(entry: str, person: str, points: int) -> list[Score]:
    return [Score(person, entry, criterion, points) for criterion in Criterion]


def test_the_total_is_the_weighted_mean():
    several = [Score("x", "a", Criterion.PURPOSE, 5), *[Score("x", "a", one, 1) for one in list(Criterion)[1:]]]
    assert weighing.weigh(["a"], several, WEIGHTS)[0].total == pytest.approx(0.4 * 5 + 0.6 * 1)


def test_what_nobody_scored_comes_last_and_says_so():
    rows = weighing.weigh(ENTRIES, _all("b", "x", 1), WEIGHTS)
    assert [row.entry for row in rows] == ["b", "a", "c"]
    assert rows[1].total is None
    assert rows[1].reasons == ("nobody scored it yet",)


def test_a_criterion_that_nobody_scored_is_left_out_and_said():
    row = weighing.weigh(["a"], [Score("x", "a", Criterion.PURPOSE, 4)], WEIGHTS)[0]
    assert row.total == 4
    assert row.missing == (Criterion.STRENGTHS, Criterion.COST, Criterion.TIME)


def test_a_criterion_without_weight_does_not_count():
    several = [Score("x", "a", Criterion.PURPOSE, 5), Score("x", "a", Criterion.COST, 1)]
    assert weighing.weigh(["a"], several, WEIGHTS | {Criterion.COST: 0})[0].total == 5


def test_where_people_stand_apart_is_named():
    several = [Score("x", "a", Criterion.COST, 1), Score("y", "a", Criterion.COST, 4)]
    row = weighing.weigh(["a"], several, WEIGHTS)[0]
    assert [part.criterion for part in row.apart] == [Criterion.COST]
    assert "people stand apart on cost: 1 to 4" in row.reasons


@settings(max_examples=60)
@given(scored, weights, st.randoms())
def test_the_order_of_scores_does_not_matter(given_, weighted, random):
    several = _scores(given_)
    shuffled = list(several)
    random.shuffle(shuffled)
    before, after = (weighing.weigh(ENTRIES, one, weighted) for one in (several, shuffled))
    assert [row.entry for row in before] == [row.entry for row in after]
    assert [row.total for row in before] == pytest.approx([row.total for row in after])


@settings(max_examples=60)
@given(scored, weights, st.data())
def test_more_points_never_lower_a_total(given_, weighted, data):
    if not given_:
        return
    key = data.draw(st.sampled_from(sorted(given_)))
    more = given_ | {key: min(5, given_[key] + 1)}
    before, after = (
        {row.entry: row.total for row in weighing.weigh(ENTRIES, _scores(one), weighted)} for one in (given_, more)
    )
    assert after[key[1]] >= before[key[1]] - 1e-9


@settings(max_examples=40)
@given(scored, weights, st.integers(2, 9))
def test_multiplying_all_weights_changes_nothing(given_, weighted, factor):
    before = weighing.weigh(ENTRIES, _scores(given_), weighted)
    after = weighing.weigh(ENTRIES, _scores(given_), {one: weight * factor for one, weight in weighted.items()})
    assert [row.total for row in before] == pytest.approx([row.total for row in after])


def test_people_who_score_alike_agree_wholly():
    several = [one for person in "xyz" for place, entry in enumerate(ENTRIES) for one in _all(entry, person, place + 1)]
    rated = weighing.rate_concordance(ENTRIES, several, WEIGHTS)
    assert rated.value == pytest.approx(1.0)
    assert (rated.n_people, rated.n_entries) == (3, 3)


def test_opposite_people_agree_on_nothing():
    several = [
        one
        for place, entry in enumerate(ENTRIES)
        for one in (*_all(entry, "x", place + 1), *_all(entry, "y", 3 - place))
    ]
    several += [one for entry in ENTRIES for one in _all(entry, "z", 3)]
    assert weighing.rate_concordance(ENTRIES, several, WEIGHTS).value == pytest.approx(0.0)


def test_too_few_people_get_no_figure_but_a_reason():
    rated = weighing.rate_concordance(ENTRIES, _all("a", "x", 3), WEIGHTS)
    assert rated.value is None
    assert "no agreement is given yet" in rated.reasons[0]


def test_whoever_gives_everything_the_same_has_no_order_to_agree_on():
    several = [one for person in "xyz" for entry in ENTRIES for one in _all(entry, person, 3)]
    assert weighing.rate_concordance(ENTRIES, several, WEIGHTS).value is None


@settings(max_examples=40)
@given(scored, weights)
def test_agreement_lies_between_nothing_and_all(given_, weighted):
    value = weighing.rate_concordance(ENTRIES, _scores(given_), weighted).value
    assert value is None or 0 <= value <= 1
