import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.offerings import pairwise
from closeknit.analysis.offerings.pairwise import Answer

ENTRIES = ["a", "b", "c", "d", "e"]


def _whole(order: str, person: str) -> list[Answer]:
    """Return every pair answered by one who holds this order, best first."""
    return [Answer(person, better, worse) for better, worse in itertools.combinations(order, 2)]


answers = st.lists(
    st.builds(Answer, st.sampled_from("xyz"), st.sampled_from(ENTRIES), st.sampled_from(ENTRIES), st.booleans()),
    max_size=25,
)


def test_whoever_is_always_preferred_stands_first():
    ranked = pairwise.rank_strengths(ENTRIES, _whole("caebd", "x"))
    assert [one.entry for one in ranked] == list("caebd")
    assert ranked[0].share.value > 0.5 > ranked[-1].share.value


def test_without_an_answer_all_stand_in_the_middle_and_nothing_is_known():
    ranked = pairwise.rank_strengths(ENTRIES, [])
    assert {round(one.share.value, 9) for one in ranked} == {0.5}
    assert ranked[0].share.low < 0.05
    assert ranked[0].share.high > 0.95
    assert ranked[0].reasons == ("nobody was asked about it yet",)


def test_there_may_be_no_entry_at_all():
    assert pairwise.rank_strengths([], []) == []
    assert pairwise.choose_pair([], [], person="x") is None


def test_more_answers_make_the_interval_narrower():
    undecided = ("abcde", "edcba", "cabed")
    once = [one for person, order in zip("uvw", undecided, strict=True) for one in _whole(order, person)]
    often = [one for person, order in zip("uvwxyz", undecided * 2, strict=True) for one in _whole(order, person)]
    few, many = (pairwise.rank_strengths(ENTRIES, several)[2].share for several in (once, often))
    assert many.high - many.low < few.high - few.low


def test_a_ring_of_preferences_leaves_the_three_alike_and_is_counted():
    ring = [Answer("x", "a", "b"), Answer("x", "b", "c"), Answer("x", "c", "a")]
    ranked = pairwise.rank_strengths(["a", "b", "c"], ring)
    assert {round(one.share.value, 6) for one in ranked} == {0.5}
    assert pairwise.count_rings(["a", "b", "c"], ring) == pairwise.Rings(1, 1)


def test_one_order_has_no_ring():
    assert pairwise.count_rings(ENTRIES, _whole("abcde", "x")) == pairwise.Rings(10, 0)


def test_rings_are_each_persons_own():
    several = [Answer("x", "a", "b"), Answer("y", "b", "c"), Answer("z", "c", "a")]
    assert pairwise.count_rings(ENTRIES, several) == pairwise.Rings(0, 0)


@settings(max_examples=60)
@given(answers, st.randoms())
def test_the_order_of_entries_and_answers_does_not_matter(several, random):
    shuffled, entries = list(several), list(ENTRIES)
    random.shuffle(shuffled)
    random.shuffle(entries)
    assert pairwise.rank_strengths(entries, shuffled) == pairwise.rank_strengths(ENTRIES, several)


@settings(max_examples=60)
@given(answers, st.permutations(ENTRIES))
def test_strengths_do_not_depend_on_what_entries_are_called(several, names):
    called = dict(zip(ENTRIES, names, strict=True))
    renamed = [Answer(one.person, called[one.better], called[one.worse], one.is_even) for one in several]
    before = {called[one.entry]: one.share.value for one in pairwise.rank_strengths(ENTRIES, several)}
    after = {one.entry: one.share.value for one in pairwise.rank_strengths(ENTRIES, renamed)}
    assert after == pytest.approx(before, abs=1e-6)


@settings(max_examples=60)
@given(answers, st.sampled_from(ENTRIES), st.sampled_from(ENTRIES))
def test_one_more_answer_for_an_entry_never_makes_it_weaker(several, better, worse):
    before = {one.entry: one.share.value for one in pairwise.rank_strengths(ENTRIES, several)}
    after = {
        one.entry: one.share.value for one in pairwise.rank_strengths(ENTRIES, [*several, Answer("q", better, worse)])
    }
    assert after[better] >= before[better] - 1e-9
    assert after[worse] <= before[worse] + 1e-9 or better == worse


@settings(max_examples=40)
@given(answers)
def test_strengths_lie_within_their_intervals_and_places_count_from_one(several):
    ranked = pairwise.rank_strengths(ENTRIES, several)
    assert [one.place for one in ranked] == [1, 2, 3, 4, 5]
    assert all(0 < one.share.low <= one.share.value <= one.share.high < 1 for one in ranked)


def test_each_person_is_asked_a_small_share_and_nothing_twice():
    entries, told = [f"e{number:02}" for number in range(12)], []
    for person in ("x", "y"):
        while pair := pairwise.choose_pair(entries, told, person=person):
            told.append(Answer(person, *pair))
    for person in ("x", "y"):
        mine = [frozenset((one.better, one.worse)) for one in told if one.person == person]
        assert len(mine) == len(set(mine)) == pairwise.count_asked(12) == 18
        # Nobody is left out of anybody's answers.
        assert set().union(*mine) == set(entries)


def test_different_people_begin_at_different_pairs():
    firsts = {pairwise.choose_pair(ENTRIES, [], person=person) for person in "abcdefgh"}
    assert len(firsts) > 3


def test_people_who_agree_are_reliable_and_people_who_do_not_are_not():
    alike = [one for person in "uvwx" for one in _whole("abcde", person)]
    rated = pairwise.rate_reliability(ENTRIES, alike)
    assert rated.value == pytest.approx(1.0)
    assert (rated.n_people, rated.n_answers) == (4, 40)
    apart = [
        one
        for person, order in zip("uvwx", ("abcde", "edcba", "cabde", "ebdac"), strict=True)
        for one in _whole(order, person)
    ]
    low = pairwise.rate_reliability(ENTRIES, apart)
    assert low.value is not None
    assert low.value < 0.5
    assert "low" in low.reasons[0]


def test_too_few_people_or_entries_get_no_figure_but_a_reason():
    assert pairwise.rate_reliability(ENTRIES, _whole("abcde", "x")).value is None
    assert pairwise.rate_reliability(ENTRIES, _whole("abcde", "x")).reasons == (
        "1 of the 4 people that it takes have answered: no reliability is given yet",
    )
    two = [one for person in "uvwx" for one in _whole("ab", person)]
    assert pairwise.rate_reliability(["a", "b"], two).value is None


def test_many_people_are_split_in_the_same_ways_each_time():
    many = [one for number in range(10) for one in _whole("abcde" if number % 3 else "bacde", f"p{number}")]
    assert pairwise.rate_reliability(ENTRIES, many) == pairwise.rate_reliability(ENTRIES, list(reversed(many)))
