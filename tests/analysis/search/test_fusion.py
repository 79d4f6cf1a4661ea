from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.search import fusion

_share = st.floats(0, 1)


@given(_share, _share, _share)
def test_nearer_or_fuller_of_the_words_is_never_less_likely(nearness: float, coverage: float, more: float):
    chance = fusion.judge_about(nearness, coverage)
    assert 0 < chance < 1
    assert fusion.judge_about(min(1, nearness + more), coverage) >= chance
    assert fusion.judge_about(nearness, min(1, coverage + more)) >= chance


def test_all_the_words_speak_louder_than_a_vague_likeness():
    assert fusion.judge_about(0.2, 1.0) > 0.5 > fusion.judge_about(0.5, 0.0)


def test_ranks_are_fused_so_that_what_both_put_first_is_first():
    assert fusion.fuse_ranks([["b", "a", "c"], ["b", "d"]])[0] == "b"
    assert set(fusion.fuse_ranks([["a"], ["b"]])) == {"a", "b"}
    assert fusion.fuse_ranks([]) == []
