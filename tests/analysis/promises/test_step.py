import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.kinds import Settlement
from closeknit.analysis.promises.kinds import Word
from closeknit.analysis.promises.step import classify_step


def test_a_promise_that_has_not_ended_is_open():
    assert classify_step(None, n_told=0, words=[]).step == "open"


@pytest.mark.parametrize(
    ("n_told", "words", "step", "reason"),
    [
        (0, [], "kept", "Kept, and nobody was told"),
        (2, [], "told", "2 people told; nobody has said yet whether it settled it"),
        (2, [Word.YES], "confirmed", "1 person said that it settled it, 1 told and not heard from"),
        (2, [Word.YES, Word.YES], "confirmed", "2 people said that it settled it"),
        (3, [Word.YES, Word.NO, Word.YES], "not_settled", "1 of 3 who answered say that it is not settled"),
    ],
)
def test_the_step_follows_who_was_told_and_what_they_said(n_told: int, words: list[Word], step: str, reason: str):
    found = classify_step(Settlement.KEPT, n_told=n_told, words=words)
    assert (found.step, found.reason) == (step, reason)


@given(words=st.lists(st.sampled_from(Word), min_size=1), settlement=st.sampled_from(Settlement))
def test_one_no_is_never_outvoted(words: list[Word], settlement: Settlement):
    step = classify_step(settlement, n_told=len(words), words=words).step
    assert (step == "not_settled") == (Word.NO in words)
