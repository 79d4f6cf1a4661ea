"""A profile read as claims, and what changed between two versions."""

import re

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import profile
from closeknit.analysis.circle.profile import BlockKind, ChangeKind

WRITTEN = """# Where they are heading

They mean to run their three sites unattended
at night. [^11] [^12]

- IT chooses what talks to what. [^13]
- They would rather have one supplier.
- Who signs for the third site?

> Ask Pieter before May.
"""

TEXTS = st.text(alphabet="ab c.?\n-#>[^12]", max_size=120)


def test_each_paragraph_and_each_point_is_a_claim():
    blocks = profile.read_blocks(WRITTEN)
    assert [block.kind for block in blocks] == [
        BlockKind.HEADING,
        BlockKind.CLAIM,
        BlockKind.CLAIM,
        BlockKind.CLAIM,
        BlockKind.QUESTION,
        BlockKind.ASIDE,
    ]
    assert blocks[1].text == "They mean to run their three sites unattended at night. [^11] [^12]"


def test_a_claim_cites_what_stands_in_it_and_one_that_cites_nothing_is_unsupported():
    blocks = profile.read_blocks(WRITTEN)
    assert [block.notes for block in blocks[1:4]] == [(11, 12), (13,), ()]
    assert [block.is_unsupported for block in blocks] == [False, False, False, True, False, False]
    assert profile.count_claims(blocks) == (3, 1)


def test_a_question_that_cites_and_an_aside_are_no_claims():
    blocks = profile.read_blocks("Do they mean it? [^3]\n\n> We think so.")
    assert [block.kind for block in blocks] == [BlockKind.QUESTION, BlockKind.ASIDE]


def test_rules_and_empty_lines_are_nothing():
    assert profile.read_blocks("\n---\n\n* * *\n  \n") == ()


def test_a_changed_word_is_shown_between_the_ones_that_stayed():
    changes = profile.diff_words("They run two sites by May.", "They run three sites by June.")
    assert [(change.kind.value, change.text) for change in changes] == [
        ("same", "They run "),
        ("gone", "two "),
        ("new", "three "),
        ("same", "sites by "),
        ("gone", "May"),
        ("new", "June"),
        ("same", "."),
    ]


def test_a_text_against_itself_has_not_changed():
    assert {change.kind for change in profile.diff_words(WRITTEN, WRITTEN)} == {ChangeKind.SAME}


def test_a_paragraph_too_long_to_compare_word_by_word_is_shown_whole():
    before = " ".join(f"word{number}" for number in range(2_000))
    after = before.replace("word7 ", "other ")
    assert [change.kind for change in profile.diff_words(before, after)] == [ChangeKind.GONE, ChangeKind.NEW]


@given(TEXTS, TEXTS)
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(before: str, after: str):
    changes = profile.diff_words(before, after)
    assert "".join(change.text for change in changes if change.kind is not ChangeKind.NEW) == before
    assert "".join(change.text for change in changes if change.kind is not ChangeKind.GONE) == after


@given(TEXTS)
def test_no_note_is_lost_in_reading(text: str):
    read = {note for block in profile.read_blocks(text) for note in block.notes}
    assert read == {int(number) for number in re.findall(r"\[\^(\d+)\]", text)}
