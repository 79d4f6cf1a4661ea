import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.promises import line

SUNDAY = datetime.date(2026, 11, 22)
PEOPLE = ["Saskia de Wit", "Pieter van den Berg", "Anna Nowak", "Anna Bauer"]


def understand(text, people=PEOPLE, members=("Ben Ortega",)):
    return line.understand_line(text, as_of=SUNDAY, people=people, members=members)


def test_a_whole_line_is_understood():
    found = understand("Send the audit trail to Saskia by Friday")
    assert found.what == "Send the audit trail to Saskia"
    assert found.due_on == datetime.date(2026, 11, 27)
    assert found.due_words == "by Friday"
    assert found.how_due == "Fri 27 Nov 2026, the coming Friday"
    assert found.direction == "ours"
    assert (found.person.name, found.person.known) == ("Saskia", True)


def test_a_line_without_a_day_says_how_to_add_one():
    found = understand("Send the audit trail")
    assert (found.due_on, found.due_span, found.due_words) == (None, None, None)
    assert found.how_due == "no day in it; add one, like “by Friday”"


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Send the audit trail", "ours"),
        ("We'll send the audit trail", "ours"),
        ("I will call them", "ours"),
        ("Let’s fix the pump", "ours"),
        ("Ben will send the list", "ours"),
        ("They will confirm the budget", "theirs"),
        ("She'll ask her boss", "theirs"),
        ("Saskia will send us the plans", "theirs"),
        ("Marta Kowalska promised a reference", "theirs"),
        ("Floor plans to us by Friday", "theirs"),
        ("Send us the log files", "theirs"),
    ],
)
def test_who_promises_is_guessed_from_how_it_is_said(text, direction):
    found = understand(text)
    assert found.direction == direction
    assert found.how_direction


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        ("Call Pieter van den Berg back", "Pieter van den Berg", True),
        ("call pieter back", "pieter", True),
        ("Show Marta the export", "Marta", False),
        ("Ask Dr. Kowalska about it", "Kowalska", False),
        ("Give it to Anna Bauer", "Anna Bauer", True),
        ("Joost van Dam will send it", "Joost van Dam", False),
    ],
)
def test_a_person_is_found_where_names_stand(text, name, known):
    found = understand(text)
    assert (found.person.name, found.person.known) == (name, known)
    assert text[found.person.start : found.person.end] == name


@pytest.mark.parametrize(
    "text", ["Send it to QA", "Give it to Ben", "For Friday", "Ship to December", "to the lab", "Send the list"]
)
def test_what_is_no_person_of_theirs_is_not_taken_for_one(text):
    assert understand(text).person is None


def test_a_first_name_that_two_have_is_not_known_for_sure():
    assert understand("Write to Anna").person.known is False


def test_what_is_left_is_tidy_wherever_the_day_stood():
    assert understand("By Friday, send the list").what == "send the list"
    assert understand("Send the list, tomorrow, please").what == "Send the list, please"
    assert understand("Send the list (by Friday)").what == "Send the list"


@given(st.text(max_size=200))
def test_any_line_is_kept_as_it_was_typed(text):
    found = understand(text)
    assert found.text == text
    assert (found.direction is None) == (not text.strip())
    assert found.due_on is None or found.due_on >= SUNDAY


@given(
    st.sampled_from(["Send the list", "They will confirm", "Call Saskia"]), st.sampled_from(["by Friday", "tomorrow"])
)
def test_reading_what_was_understood_changes_nothing_more(what, day):
    first = understand(f"{what} {day}")
    again = understand(first.what)
    assert again.what == first.what == what
    assert (again.direction, again.person) == (first.direction, first.person)
