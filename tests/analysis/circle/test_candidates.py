import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import candidates
from closeknit.analysis.circle.candidates import Standing
from closeknit.analysis.circle.marks import Verdict
from closeknit.analysis.kinds import Stage

AS_OF = datetime.date(2026, 11, 22)
LONG_AGO = AS_OF - datetime.timedelta(400)


def standing(stage, n_for=0, n_against=0, n_unknown=0, name="Tarn", **more):
    verdicts = [Verdict.FOR] * n_for + [Verdict.AGAINST] * n_against + [Verdict.UNKNOWN] * n_unknown
    return Standing(name.lower(), name, Stage(stage), verdicts, **({"stage_since": LONG_AGO} | more))


def rank(*standings):
    return candidates.rank_candidates(standings, as_of=AS_OF)


@pytest.mark.parametrize(
    ("stage", "n_for", "towards"),
    [
        ("outside", 2, "acquainted"),
        ("acquainted", 2, "engaged"),
        ("engaged", 2, None),
        ("engaged", 3, "partner"),
        ("partner", 3, None),
        ("partner", 4, "ally"),
        ("ally", 7, None),
        ("let_go", 7, None),
    ],
)
def test_a_nearer_ring_asks_for_more_marks(stage, n_for, towards):
    assert [one.towards for one in rank(standing(stage, n_for)).inward] == ([towards] if towards else [])


def test_marks_against_hold_somebody_back_and_unknown_ones_do_not():
    assert rank(standing("engaged", 3, 2)).inward == ()
    (found,) = rank(standing("engaged", 3, 0, 4)).inward
    assert (found.n_unknown, found.why) == (4, "3 marks speak for it, 0 against; 3 are enough for this ring")


def test_who_stands_nearer_than_the_facts_say_is_named_from_two_marks_against_on():
    assert [one.towards for one in rank(standing("ally", 1, 2)).outward] == ["partner"]
    assert rank(standing("ally", 2, 2), standing("ally", 0, 1), standing("engaged", 0, 5)).outward == ()


def test_who_was_moved_lately_is_left_where_they_are():
    lately = AS_OF - datetime.timedelta(candidates.SETTLES_DAYS - 1)
    assert rank(standing("outside", 5, stage_since=lately)).inward == ()


def test_whom_we_said_we_want_there_comes_first_then_who_is_further_ahead():
    several = [
        standing("engaged", 3, name="Fell"),
        standing("engaged", 5, name="Moor"),
        standing("engaged", 3, name="Tarn", aim=Stage.PARTNER),
    ]
    assert [one.account_id for one in rank(*several).inward] == ["tarn", "moor", "fell"]


STANDINGS = st.lists(
    st.builds(
        standing,
        st.sampled_from(list(Stage)),
        st.integers(0, 7),
        st.integers(0, 7),
        name=st.sampled_from(["Tarn", "Fell", "Moor", "Rigg"]),
        worth=st.one_of(st.none(), st.integers(0, 9)),
    ),
    max_size=6,
    unique_by=lambda one: one.name,
)


@given(STANDINGS.flatmap(lambda several: st.tuples(st.just(several), st.permutations(several))))
def test_nobody_is_named_twice_and_the_order_does_not_matter(drawn):
    several, shuffled = drawn
    found = rank(*several)
    assert rank(*shuffled) == found
    named = [one.account_id for one in (*found.inward, *found.outward)]
    assert len(named) == len(set(named))
