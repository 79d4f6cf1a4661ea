import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.offerings import adjacent
from closeknit.analysis.offerings.adjacent import Confidence, Figure, Point
from closeknit.analysis.offerings.case_draft import draft_case, say_range


def test_needs_whose_words_are_alike_stand_together_and_the_most_voiced_names_the_group():
    found = adjacent.group_needs([_point("noise", 0, 3), _point("quiet", 12, 7), _point("invoice", 90, 4)])
    assert [one.name for one in found] == ["quiet", "invoice"]
    assert [one.need for one in found[0].members] == ["quiet", "noise"]
    assert found[0].members[0].likeness == pytest.approx(np.cos(np.radians(12)), abs=0.001)
    assert found[1].members[0].likeness is None


def test_a_job_that_two_needs_share_brings_them_nearer():
    apart = [_point("oil in", 0, 3), _point("oil out", 58, 2)]
    assert len(adjacent.group_needs(apart)) == 2
    (group,) = adjacent.group_needs([_point("oil in", 0, 3, job="oil"), _point("oil out", 58, 2, job="oil")])
    assert all(one.shares_job for one in group.members)


@given(st.lists(st.tuples(st.integers(0, 180), st.integers(0, 9), st.sampled_from(["", "a", "b"])), max_size=9))
def test_each_need_stands_in_one_group_whatever_their_order(points: list[tuple[int, int, str]]):
    several = [_point(f"n{place}", degrees, n, job=job) for place, (degrees, n, job) in enumerate(points)]
    found = adjacent.group_needs(several)
    needs = [member.need for group in found for member in group.members]
    assert sorted(needs) == sorted(one.need for one in several)
    assert found == adjacent.group_needs(several[::-1])


def test_the_size_of_a_group_says_of_how_many_and_how_many_more_there_may_be():
    size = adjacent.size_group(worth={"a": 100, "b": None, "c": 50}, n_heard=12, n_all=40, figures=[])
    assert (size.n_accounts, size.n_heard, size.worth_minor, size.n_worth) == (3, 12, 150, 2)
    assert size.reach.value == 10
    assert 3 <= size.reach.low < 10 < size.reach.high <= 40
    assert size.elsewhere is None
    assert size.if_alike is None


def test_what_is_spent_elsewhere_is_as_wide_as_people_are_unsure():
    figures = [
        Figure("a", 1000, Confidence.GUESS),
        Figure("a", 400, Confidence.SEEN),
        Figure("b", 800, Confidence.TOLD),
    ]
    found = adjacent.add_figures(figures)
    assert found == adjacent.Range(value=2200, low=500 + 400 + 640, high=2000 + 400 + 1000, n=2)


def test_the_others_are_only_guessed_at_from_three_figures_on():
    worth = dict.fromkeys("abcde", 1)
    two = [Figure("a", 100, Confidence.SEEN), Figure("b", 300, Confidence.SEEN)]
    assert adjacent.size_group(worth=worth, n_heard=5, n_all=5, figures=two).if_alike is None
    three = [*two, Figure("c", 200, Confidence.SEEN)]
    assert adjacent.size_group(worth=worth, n_heard=5, n_all=5, figures=three).if_alike == adjacent.Range(
        value=600 + 2 * 200, low=600 + 2 * 100, high=600 + 2 * 300, n=3
    )


def test_a_draft_asks_what_nobody_knows_and_claims_nothing_else():
    size = adjacent.size_group(worth={"a": None, "b": None}, n_heard=4, n_all=9, figures=[])
    draft = draft_case(name="Grease", needs=["Be rid of grease", "Know when it is full"], talkers=["Dee"], size=size)
    assert "- Be rid of grease" in draft.why
    assert "2 of the 4 customers" in draft.size
    assert "Nobody has said a figure yet" in draft.questions
    assert draft.next_step.startswith("Talk with Dee")
    assert say_range(size.reach) in draft.size


def _point(need: str, degrees: float, n_accounts: int, *, job: str = "") -> Point:
    vector = np.zeros(384, dtype=np.float32)
    vector[0], vector[1] = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return Point(need, need, vector, job, n_accounts)
