from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.promises.risk import near_days, offer_risk

MADE = date(2026, 11, 2)
DUE = date(2026, 12, 12)
NEAR = date(2026, 12, 5)


def _offer(**said: date | None):
    facts = {"made_on": MADE, "due_on": DUE, "acted_on": None, "spoke_on": None, "as_of": NEAR} | said
    return offer_risk(**facts)


def test_a_near_day_with_nothing_done_looks_at_risk_and_says_why():
    offer = _offer()
    assert offer is not None
    assert offer.days_left == 7
    assert offer.reason == (
        "7 days left; nothing was written to it and nobody spoke with them since it was made Mon 2 Nov"
    )


@pytest.mark.parametrize(
    "said",
    [
        {"due_on": None},
        {"as_of": date(2026, 11, 20)},
        {"as_of": DUE + timedelta(1)},
        {"spoke_on": date(2026, 11, 3)},
        {"acted_on": date(2026, 11, 30)},
        {"made_on": NEAR},
    ],
    ids=["no day", "far away", "overdue already", "we spoke", "it was moved", "made just now"],
)
def test_nothing_is_offered_where_there_is_no_ground_for_it(said: dict[str, date | None]):
    assert _offer(**said) is None


def test_talking_before_it_was_made_is_nothing_done():
    assert _offer(spoke_on=MADE) is not None


@given(days=st.integers(0, 2000))
def test_near_lies_within_three_and_fourteen_days(days: int):
    assert 3 <= near_days(made_on=MADE, due_on=MADE + timedelta(days)) <= 14
