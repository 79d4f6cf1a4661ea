import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.search import words


def test_small_words_are_left_out_and_each_stem_stands_once():
    assert words.list_terms("How do we export the exports to Excel?") == ["export", "excel"]


def test_a_statement_is_about_what_is_wanted_not_about_wanting():
    assert words.list_terms("Customers want offline mode", is_statement=True) == ["offline", "mode"]
    assert words.list_terms("Customers want offline mode") == ["customers", "want", "offline", "mode"]


@pytest.mark.parametrize("question", ["what", "the", "we need it", "?!", ""])
def test_where_nothing_would_be_left_something_is_kept(question: str):
    terms = words.list_terms(question, is_statement=True)
    assert bool(terms) == any(letter.isalnum() for letter in question)


def test_a_rare_word_weighs_more_and_all_together_weigh_one():
    weights = words.weigh_terms(["report", "calibration"], {"report": 500, "calibration": 3}, 1000)
    assert weights["calibration"] > weights["report"]
    assert sum(weights.values()) == pytest.approx(1)


def test_without_counts_all_words_weigh_alike():
    assert set(words.weigh_terms(["report", "calibration"], {}, 0).values()) == {0.5}


def test_any_form_of_a_word_is_covered():
    weights = words.weigh_terms(["charge", "battery"], {}, 0)
    assert words.cover("The batteries were charging.", weights) == pytest.approx(1)
    assert words.cover("The battery is new.", weights) == pytest.approx(0.5)
    assert words.cover("", weights) == 0


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_is_covered_lies_between_nothing_and_all(question: str, text: str):
    weights = words.weigh_terms(words.list_terms(question), {}, 0)
    assert 0 <= words.cover(text, weights) <= 1 + 1e-9
    assert words.cover(question, weights) >= words.cover(text, weights) - 1e-9
