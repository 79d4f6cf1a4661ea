"""Who is meant by a mention."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.discussions.mentions import MOST, find_mentions

NAMES = {"m": "Maria Lindqvist", "b": "Ben Achterberg", "a": "Ana Costa", "o": "Ana Ortega", "s": "Solo"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@Maria Lindqvist, can you look?", ["m"]),
        ("ask @maria about it", ["m"]),
        ("@MARIA LINDQVIST!", ["m"]),
        ("(@Solo) and @Ben.", ["s", "b"]),
        ("@Maria's figures", ["m"]),
        ("@Ana, which of you?", []),
        ("@Ana Ortega, not the other", ["o"]),
        ("maria@lindqvist.example", []),
        ("write to @maria.lindqvist or @maria@home", []),
        ("@Marian is somebody else", []),
        ("@nobody here", []),
        ("@", []),
        ("@@Solo", []),
        ("İ @Solo", ["s"]),
    ],
)
def test_a_name_behind_an_at_means_whoever_is_so_called(text: str, who: list[str]):
    assert [one.key for one in find_mentions(text, NAMES)] == who


def test_where_a_mention_stands_is_told_with_its_at():
    (one,) = find_mentions("Dear @Maria Lindqvist.", NAMES)
    assert "Dear @Maria Lindqvist."[one.start : one.end] == "@Maria Lindqvist"


def test_no_more_are_meant_than_anybody_names_by_hand():
    assert len(find_mentions("@Solo " * 500, NAMES)) == MOST


@given(st.text(alphabet="@ aABenSolİß.'", max_size=60))
def test_mentions_never_overlap_and_stand_within_the_text(text: str):
    end = 0
    for one in find_mentions(text, NAMES):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start] == "@"
        end = one.end
