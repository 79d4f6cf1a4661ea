from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.ideas.demand import FEWEST, Demand, rank_demand

COUNTS = st.builds(
    Demand, st.integers(1, 60), st.integers(1, 60), st.one_of(st.none(), st.integers(0, 10**9)), st.integers(0, 5)
)


def test_one_loud_account_is_told_from_many():
    quiet = [Demand(n, n, 100 * n) for n in range(2, 9)]
    loud = Demand(20, 1, 50)
    place = rank_demand([*quiet, loud]).places[-1]
    assert place.is_apart
    assert place.reasons[:2] == ("1st of 8 by people, 8th by accounts", "20 people at 1 account")


def test_few_who_are_large_are_told_from_many():
    ranking = rank_demand([*(Demand(n + 3, n + 2, 100) for n in range(6)), Demand(1, 1, 9_000)])
    assert ranking.places[-1].reasons == (
        "1st of 7 by worth, 7th by people",
        "few ask, but those who do are large: 1 person at 1 account",
    )


def test_where_all_three_agree_nothing_is_apart_and_the_agreement_is_whole():
    ranking = rank_demand([Demand(n, n, n * 1000) for n in range(1, 8)])
    assert ranking.agreement == 1
    assert not any(place.is_apart for place in ranking.places)


def test_of_fewer_than_five_ideas_no_order_says_anything():
    ranking = rank_demand([Demand(9, 1, 5), Demand(1, 1, 900)])
    assert ranking.agreement is None
    assert not any(place.is_apart for place in ranking.places)


def test_without_any_known_worth_there_are_two_orders():
    ranking = rank_demand([Demand(n, 1) for n in range(1, 7)])
    assert (ranking.n_orders, ranking.places[0].by_worth) == (2, None)


@given(st.lists(COUNTS, min_size=FEWEST, max_size=30))
def test_places_are_a_whole_order_and_never_depend_on_how_the_list_came(wanted):
    ranking = rank_demand(wanted)
    n = len(wanted)
    assert sum(place.by_people for place in ranking.places) == n * (n + 1) / 2
    assert ranking.agreement is None or 0 <= ranking.agreement <= 1
    assert rank_demand(wanted[::-1]).places == ranking.places[::-1]
