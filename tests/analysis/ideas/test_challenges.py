from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.ideas.challenges import Scored, compare_answers, count_days_left

WEIGHTS = {"quiet": 6.0, "cheap": 3.0}


def test_answers_stand_by_their_weighted_sums_with_the_spread_of_those_who_scored():
    found = compare_answers(
        ["fan", "wall"],
        WEIGHTS,
        [
            *_scores("fan", "ben", quiet=8, cheap=2),
            *_scores("fan", "alice", quiet=9, cheap=2),
            *_scores("wall", "ben", quiet=4, cheap=9),
        ],
    )
    first, second = found.standings
    assert (first.answer, first.place, first.n_people) == ("fan", 1, 2)
    assert first.total == pytest.approx((6 * 8.5 + 3 * 2) / 9)
    assert (first.low, first.high) == (pytest.approx(6.0), pytest.approx(60 / 9))
    assert (second.answer, second.place, second.total) == ("wall", 2, pytest.approx(51 / 9))


def test_equals_share_a_place_and_what_nobody_scored_has_none():
    found = compare_answers(["a", "b", "c"], WEIGHTS, [*_scores("a", "ben", quiet=5), *_scores("b", "ben", quiet=5)])
    assert [(one.answer, one.place) for one in found.standings] == [("a", 1), ("b", 1), ("c", 0)]
    assert found.standings[0].covered == pytest.approx(6 / 9)
    assert found.standings[2].total is None


def test_two_who_see_one_thing_differently_are_seen_to_disagree():
    found = compare_answers(
        ["fan"], WEIGHTS, [*_scores("fan", "ben", quiet=9, cheap=5), *_scores("fan", "alice", quiet=5, cheap=4)]
    )
    cells = found.standings[0].cells
    assert cells["quiet"].is_far
    assert not cells["cheap"].is_far


def test_it_is_said_how_far_a_weight_may_move_before_another_comes_first():
    found = compare_answers(
        ["fan", "wall"], WEIGHTS, [*_scores("fan", "ben", quiet=8, cheap=2), *_scores("wall", "ben", quiet=4, cheap=9)]
    )
    assert [(one.criterion, one.rival, one.now, one.weight) for one in found.turns] == [
        ("cheap", "wall", 3.0, pytest.approx(3.43)),
        ("quiet", "wall", 6.0, pytest.approx(5.25)),
    ]


def test_an_answer_that_is_better_in_everything_comes_first_whatever_the_weights():
    found = compare_answers(
        ["fan", "wall"], WEIGHTS, [*_scores("fan", "ben", quiet=8, cheap=7), *_scores("wall", "ben", quiet=4, cheap=6)]
    )
    assert found.turns == ()


def test_sums_over_different_criteria_are_said_not_to_compare():
    found = compare_answers(["a", "b"], WEIGHTS, [*_scores("a", "ben", quiet=8), *_scores("b", "ben", cheap=9)])
    assert not found.is_comparable
    assert found.turns == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"), st.sampled_from(["quiet", "cheap"]), st.sampled_from("xyz"), st.integers(0, 10)
        ),
        max_size=12,
        unique_by=lambda one: one[:3],
    )
)
def test_sums_lie_within_the_points_and_at_the_weight_that_is_named_the_two_draw_level(
    given_points: list[tuple[str, str, str, int]],
):
    scores = [Scored(answer, criterion, who, float(points)) for answer, criterion, who, points in given_points]
    found = compare_answers(["a", "b", "c"], WEIGHTS, scores)
    assert sorted(one.answer for one in found.standings) == ["a", "b", "c"]
    for one in found.standings:
        assert one.total is None or 0 <= one.total <= 10
        assert (one.low is None) or (one.low <= one.high if one.high is not None else False)
    for turn in found.turns:
        moved = {
            one.answer: one
            for one in compare_answers(["a", "b", "c"], WEIGHTS | {turn.criterion: turn.weight}, scores).standings
        }
        first = found.standings[0].answer
        ahead, behind = moved[first].total, moved[turn.rival].total
        assert ahead is not None
        assert ahead == pytest.approx(behind, abs=0.02)


def test_the_closing_day_itself_still_counts():
    assert count_days_left(date(2026, 11, 20), as_of=date(2026, 11, 19)) == 2
    assert count_days_left(date(2026, 11, 19), as_of=date(2026, 11, 19)) == 1
    assert count_days_left(date(2026, 11, 18), as_of=date(2026, 11, 19)) == 0


def _scores(answer: str, who: str, **points: float) -> list[Scored]:
    return [Scored(answer, criterion, who, float(value)) for criterion, value in points.items()]
