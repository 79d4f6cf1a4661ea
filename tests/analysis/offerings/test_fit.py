"""Which level holds, which gap is worth most, when a quarter begins."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.offerings import fit
from closeknit.analysis.offerings.fit import Basis, NeedFacts
from closeknit.analysis.offerings.kinds import FitLevel

LEVELS = st.sampled_from([None, *FitLevel])
FACTS = st.builds(
    NeedFacts,
    id=st.uuids().map(str),
    score=st.floats(0, 20),
    is_ranked=st.booleans(),
    n=st.integers(0, 50),
    said=st.just("they say it"),
    best=LEVELS,
)


def test_what_is_said_of_the_account_goes_before_what_is_said_overall():
    assert fit.settle_level(FitLevel.NOT, FitLevel.WELL) == (FitLevel.NOT, Basis.OWN)
    assert fit.settle_level(None, FitLevel.WELL) == (FitLevel.WELL, Basis.OVERALL)
    assert fit.settle_level(None, None) == (None, Basis.NOBODY)


def test_the_best_that_anything_does_counts():
    assert fit.best_of([FitLevel.PARTLY, None, FitLevel.WELL, FitLevel.NOT]) is FitLevel.WELL
    assert fit.best_of([None, FitLevel.NOT]) is FitLevel.NOT
    assert fit.best_of([]) is None


def test_a_gap_counts_with_the_part_of_its_opportunity_that_stays_open():
    needs = [
        NeedFacts("partly", 16.0, True, 9, "9 say it", FitLevel.PARTLY),
        NeedFacts("not", 9.0, True, 2, "2 say it", FitLevel.NOT),
        NeedFacts("well", 19.0, True, 9, "9 say it", FitLevel.WELL),
        NeedFacts("loud", 4.0, False, 8, "8 say it", None),
        NeedFacts("rare", 15.0, False, 1, "1 say it", None),
    ]
    gaps = fit.rank_gaps(needs)
    assert [(gap.id, gap.weight) for gap in gaps] == [("not", 9.0), ("partly", 8.0), ("loud", 0.0), ("rare", 0.0)]
    assert gaps[0].why == "opportunity 9.0 of 20, and nothing that we ship meets it"
    assert gaps[2].why == "8 say it, and nobody has judged what we ship by it"


@given(st.lists(FACTS, max_size=12, unique_by=lambda one: one.id))
def test_the_order_of_the_gaps_does_not_depend_on_the_order_of_the_needs(needs: list[NeedFacts]):
    gaps = fit.rank_gaps(needs)
    assert gaps == fit.rank_gaps(needs[::-1])
    assert {gap.id for gap in gaps} == {one.id for one in needs if one.best is not FitLevel.WELL}


@pytest.mark.parametrize(
    ("day", "back", "first"),
    [
        (date(2026, 11, 22), 0, date(2026, 10, 1)),
        (date(2026, 1, 1), 0, date(2026, 1, 1)),
        (date(2026, 2, 28), 1, date(2025, 10, 1)),
        (date(2026, 11, 22), 4, date(2025, 10, 1)),
    ],
)
def test_a_quarter_begins_with_its_first_month(day: date, back: int, first: date):
    assert fit.begin_quarter(day, back=back) == first


def test_what_stood_first_is_what_the_first_change_changed():
    assert fit.first_levels([("a", "not"), ("b", ""), ("a", "partly")]) == {"a": "not", "b": ""}
