"""What became of the lines of a purpose, and the message that tells whether we can help."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle.profile import ChangeKind
from closeknit.analysis.offerings import helping, purpose
from closeknit.analysis.offerings.helping import ToTell
from closeknit.analysis.offerings.kinds import HelpAnswer

LINES = st.lists(st.text("abc ", min_size=1, max_size=12), max_size=6, unique=True)


@given(LINES, LINES)
def test_lines_that_stayed_and_came_are_the_later_version_in_its_order(before: list[str], after: list[str]):
    changes = purpose.compare_lines(before, after)
    assert [one.text for one in changes if one.kind is not ChangeKind.GONE] == after
    assert {one.text for one in changes if one.kind is ChangeKind.SAME} == set(before) & set(after)


def test_a_line_that_was_reworded_is_shown_word_by_word():
    (change,) = purpose.compare_lines(["Every cook goes home at ten."], ["Every cook goes home in time."])
    assert (change.kind, next(piece.kind for piece in change.words)) == (ChangeKind.NEW, ChangeKind.SAME)


def _tell(answer: HelpAnswer, **more: object) -> str:
    given = {
        "need": "Prove the night",
        "why": "We have nobody for it",
        "takes": "A year",
        "partner": "Harbour Sensors",
        "reader": "Farida Rahmani",
        "words": "I need the night.",
        "said_on": date(2026, 9, 24),
        "sender": "Hannah",
    } | more
    return helping.draft_message(ToTell(answer=answer, **given))[1]  # type: ignore[arg-type]


def test_a_no_says_so_gives_the_reason_and_keeps_to_itself_what_it_would_take():
    text = _tell(HelpAnswer.NO)
    assert "On 24 September you said to us: “I need the night.”" in text
    assert "we cannot help with that" in text
    assert "We have nobody for it." in text
    assert "A year" not in text


@pytest.mark.parametrize("answer", list(HelpAnswer))
def test_every_answer_has_a_message_with_its_reason(answer: HelpAnswer):
    text = _tell(answer)
    assert "We have nobody for it." in text
    assert ("Harbour Sensors" in text) == (answer is HelpAnswer.PARTNER)


def test_words_that_may_not_be_quoted_are_not_and_the_need_is_named_instead():
    text = _tell(HelpAnswer.YES, words="", said_on=None)
    assert "“" not in text
    assert "You told us what you need: prove the night." in text


@pytest.mark.parametrize(
    ("name", "said"), [("Farida Rahmani", "Dear Farida,"), ("Dr Farida Rahmani", "Dear Dr Rahmani,"), ("", "Good day,")]
)
def test_somebody_with_a_title_is_addressed_with_it(name: str, said: str):
    assert _tell(HelpAnswer.YES, reader=name).startswith(said)
