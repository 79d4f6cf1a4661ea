import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import closeness
from closeknit.analysis.circle.cadence import Cadence

AS_OF = datetime.date(2026, 11, 22)


def score(days=0, ideal=30, in_touch=1, known=1, begun=1, conversations=1):
    return closeness.score_closeness(
        last_on=None if days is None else AS_OF - datetime.timedelta(days),
        cadence=None if ideal is None else Cadence(ideal, 2 * ideal),
        n_people_in_touch=in_touch,
        n_people_known=known,
        n_begun_by_them=begun,
        n_conversations=conversations,
        as_of=AS_OF,
    )


def test_who_spoke_today_with_everybody_and_begins_every_time_is_at_one():
    assert score().value == 1.0


def test_recency_halves_with_each_ideal_period():
    assert score(days=30).parts[0].share == pytest.approx(0.5)
    assert score(days=60).parts[0].share == pytest.approx(0.25)


def test_closeness_is_the_mean_of_its_three_parts():
    found = score(days=30, in_touch=2, known=5, begun=9, conversations=10)
    assert [part.share for part in found.parts] == pytest.approx([0.5, 0.4, 0.9])
    assert found.value == pytest.approx(0.6)


def test_unknown_parts_are_left_out_and_said():
    found = score(days=30, in_touch=0, known=0, begun=0, conversations=0)
    assert found.value == pytest.approx(0.5)
    assert found.unknown == ("breadth", "turn")
    assert found.parts[1].reason == "We know nobody there by name yet"


def test_when_nothing_is_known_there_is_no_number():
    found = score(days=None, known=0, in_touch=0, begun=0, conversations=0)
    assert found.value is None
    assert found.unknown == ("recency", "breadth", "turn")


def test_without_a_cadence_recency_is_unknown():
    assert score(ideal=None).unknown == ("recency",)


def test_the_reasons_can_be_checked():
    found = score(days=21, in_touch=5, known=6, begun=9, conversations=14)
    assert [part.reason for part in found.parts] == [
        "Last spoke 3 weeks ago, ideal 30 days",
        "5 of 6 people there in two-way contact",
        "9 of the last 14 conversations began with them",
    ]


@given(st.integers(0, 2000), st.integers(1, 400), st.data())
def test_closeness_stays_between_zero_and_one(days, ideal, data):
    known, conversations = data.draw(st.integers(0, 50)), data.draw(st.integers(0, 50))
    in_touch, begun = data.draw(st.integers(0, known)), data.draw(st.integers(0, conversations))
    value = score(days, ideal, in_touch, known, begun, conversations).value
    assert value is not None
    assert 0 <= value <= 1


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_longer_silence_never_brings_an_account_nearer(one, other):
    shorter, longer = sorted((one, other))
    assert score(days=shorter).value >= score(days=longer).value


@pytest.mark.parametrize("wrong", [{"in_touch": 2}, {"begun": 2}, {"in_touch": -1}])
def test_a_part_larger_than_its_whole_is_refused(wrong):
    with pytest.raises(ValueError, match="is not a share"):
        score(**wrong)
