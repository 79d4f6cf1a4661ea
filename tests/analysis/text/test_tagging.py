import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.text import tagging


def tags(text: str) -> list[str]:
    return [token.tag for token in tagging.tag(text)]


def test_a_word_is_tagged_by_its_place():
    assert tags("I want to export an export") == ["PRP", "VB", "TO", "VB", "DT", "NN"]


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("exporting readings takes long", ["export", "reading", "take", "long"]),
        ("she forgot both passwords", ["she", "forget", "both", "password"]),
        ("losing batches", ["lose", "batch"]),
        ("it stopped", ["it", "stop"]),
    ],
)
def test_each_word_has_its_plain_form(text: str, lemmas: list[str]):
    assert [token.lemma for token in tagging.tag(text)] == lemmas


def test_a_shortened_not_is_a_word_of_its_own():
    assert [token.word for token in tagging.tag("It doesn’t open, can't it?")] == [
        *("It", "does", "n’t", "open", ",", "ca", "n't", "it", "?")
    ]


@pytest.mark.parametrize(
    ("verb", "gerund"),
    [("lose", "losing"), ("run", "running"), ("open", "opening"), ("tie", "tying"), ("agree", "agreeing")],
)
def test_the_gerund_of_a_verb(verb: str, gerund: str):
    assert tagging.ing(verb) == gerund


def test_the_weights_say_what_they_were_learnt_on():
    (source,) = tagging.load().trained_on
    assert source.startswith("UD_English-EWT, train part")


@given(st.text(max_size=300))
def test_any_text_has_words_at_their_places(text: str):
    tokens = tagging.tag(text)
    assert len(tokens) <= tagging.MOST_WORDS
    assert all(text[token.start : token.end] == token.word and token.tag in tagging.TAGS for token in tokens)
    assert all(one.end <= other.start for one, other in itertools.pairwise(tokens))
