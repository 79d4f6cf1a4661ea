import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.kit import search
from closeknit.kit.search import Text


@pytest.fixture
def said(db: None) -> None:
    search.write(
        [
            Text("v1", "verbatim", "a", "The export takes the whole afternoon."),
            Text("v2", "verbatim", "a", "Exporting to Excel would save us a day."),
            Text("v3", "verbatim", "b", "Nobody reads the manual."),
        ]
    )


def test_words_are_found_in_every_form_newest_first(said):
    assert search.find("export", kind="verbatim") == ["v2", "v1"]


def test_every_word_must_be_there(said):
    assert search.find("export afternoon", kind="verbatim") == ["v1"]


def test_the_last_word_may_be_a_beginning_from_three_letters_on(said):
    assert search.find("man", kind="verbatim") == ["v3"]
    assert search.find("ma", kind="verbatim") == []


def test_what_is_removed_is_no_longer_found(said):
    search.remove(["v3"])
    assert search.find("manual", kind="verbatim") == []


def test_writing_the_same_row_twice_adds_nothing(said):
    search.write([Text("v3", "verbatim", "b", "Nobody reads the manual.")])
    assert search.find("manual", kind="verbatim") == ["v3"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_query_is_an_error(said, query: str):
    assert isinstance(search.find(query, kind="verbatim"), list)
