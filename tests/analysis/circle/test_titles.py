"""Job titles: which part of the company, and how far a word reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle.titles import classify_title
from closeknit.analysis.kinds import ContactFunction, ContactLevel

TITLES = [
    ("Head of Procurement", "purchasing", "head"),
    ("Category Manager Procurement", "purchasing", "manager"),
    ("Chief Financial Officer", "finance", "executive"),
    ("Finance Business Partner", "finance", "manager"),
    ("Bookkeeper", "finance", "hands"),
    ("IT Manager", "it", "manager"),
    ("Managing Director", "management", "executive"),
    ("Owner", "management", "executive"),
    ("Director", "management", "head"),
    ("Operations Director", "operations", "head"),
    ("Production Kitchen Manager", "operations", "manager"),
    ("Head Cook", "operations", "manager"),
    ("Night Baker", "operations", "hands"),
    ("Estates Engineer", "technical", "hands"),
    ("Food Safety and Dietetics Lead", "quality", "manager"),
    ("Principal Environmental Health Officer", "quality", "manager"),
    ("Head of laboratory", "development", "head"),
    ("Key Account Manager", "sales", "manager"),
    ("Second-year Student", "people", "hands"),
    ("Assistant to the Managing Director", "management", "hands"),
    ("Einkaufsleiterin", "purchasing", "head"),
    ("Leiterin Speisenversorgung", "operations", "head"),
    ("Teamleiter Produktion", "operations", "manager"),
    ("Geschäftsführer", "management", "executive"),
    ("Directrice des achats", "purchasing", "head"),
    ("Responsable de production", "operations", "head"),
    ("Hoofd inkoop", "purchasing", "head"),
]


@pytest.mark.parametrize(("title", "function", "level"), TITLES)
def test_a_title_says_what_somebody_does_and_how_far_their_word_reaches(title, function, level):
    found = classify_title(title)
    assert (found.function, found.level) == (ContactFunction(function), ContactLevel(level))


def test_the_word_that_decided_is_the_reason():
    assert classify_title("Head of Procurement").reasons == (
        "“procurement” in the title speaks of purchasing",
        "“head” in the title says head",
    )


def test_a_title_that_says_nothing_leaves_both_open():
    found = classify_title("Nurse")
    assert (found.function, found.level) == (None, None)


def test_no_title_leaves_both_open():
    assert classify_title("").reasons == ("No title is known",)


@given(st.text(max_size=60))
def test_whatever_is_written_there_is_an_answer_with_reasons(title: str):
    found = classify_title(title)
    assert found.reasons
    assert found.level is not None or found.function is None


@given(st.sampled_from(TITLES), st.sampled_from([str.upper, str.lower, str.title]))
def test_the_case_of_a_title_does_not_matter(known, turn):
    title = known[0]
    assert classify_title(turn(title)).function == classify_title(title).function
    assert classify_title(turn(title)).level == classify_title(title).level
