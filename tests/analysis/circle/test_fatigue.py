from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle.fatigue import AskFact, AskLimit, weigh_asks
from closeknit.analysis.kinds import AskKind

DAY = date(2026, 11, 19)
LIMIT = AskLimit(most=2, days=30)


def _asks(*ago: int) -> list[AskFact]:
    return [AskFact(AskKind.CALL, DAY - timedelta(days), f"t{days}") for days in ago]


def test_who_was_never_asked_can_be_asked_today():
    fatigue = weigh_asks([], LIMIT, on=DAY)
    assert not fatigue.is_reached
    assert fatigue.possible_on == DAY


def test_the_day_on_which_the_oldest_falls_out_is_the_first_possible_one():
    fatigue = weigh_asks(_asks(3, 20), LIMIT, on=DAY)
    assert fatigue.is_reached
    assert fatigue.possible_on == DAY + timedelta(10)
    assert [fact.about for fact in fatigue.counted] == ["t3", "t20"]


def test_what_is_planned_for_later_counts_too():
    planned = _asks(-5, -6)
    assert weigh_asks(planned, LIMIT, on=DAY).is_reached
    assert weigh_asks(planned, LIMIT, on=DAY).possible_on == DAY + timedelta(35)


def test_two_records_of_one_request_count_once():
    call = AskFact(AskKind.CALL, DAY, "appointment_1")
    question = AskFact(AskKind.QUESTION, DAY, "appointment_1")
    assert not weigh_asks([call, question], LIMIT, on=DAY).is_reached


@given(
    st.lists(st.integers(-60, 60), max_size=12),
    st.integers(1, 5),
    st.integers(1, 40),
)
def test_no_days_in_a_row_ever_hold_more_than_the_limit_when_it_is_kept(ago: list[int], most: int, days: int):
    """Asked only where it says so, the days keep within the limit that they kept within before."""
    limit = AskLimit(most, days)
    facts: list[AskFact] = []
    for number, back in enumerate(ago):
        wanted = DAY - timedelta(back)
        fatigue = weigh_asks(facts, limit, on=wanted)
        assert fatigue.possible_on >= wanted
        assert fatigue.is_reached == (fatigue.possible_on > wanted)
        facts.append(AskFact(AskKind.SURVEY, fatigue.possible_on, str(number)))
    on = sorted(fact.on for fact in facts)
    assert all(sum(first <= day < first + timedelta(days) for day in on) <= most for first in on)
