import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis import periods

SUNDAY = datetime.date(2026, 11, 22)
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (datetime.date(2026, 11, 22), "today"),
        (datetime.date(2026, 11, 23), "tomorrow"),
        (datetime.date(2026, 11, 21), "yesterday"),
        (datetime.date(2026, 11, 24), "Tue 24 Nov"),
        (datetime.date(2027, 1, 21), "Thu 21 Jan"),
        (datetime.date(2027, 1, 22), "22 Jan"),
        (datetime.date(2026, 3, 3), "3 Mar"),
        (datetime.date(2024, 3, 3), "3 Mar 2024"),
    ],
)
def test_a_day_is_said_as_people_say_it(day, words):
    assert periods.say_day(day, as_of=SUNDAY) == periods.SaidDay(words, day.isoformat())


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (5, "in 5 days"), (-21, "3 weeks ago"), (-900, "2 years ago")],
)
def test_a_distance_is_said_from_today(days, words):
    assert periods.say_distance(SUNDAY + datetime.timedelta(days), as_of=SUNDAY).text == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (13, "13 days"),
        (14, "2 weeks"),
        (60, "8 weeks"),
        (61, "2 months"),
        (730, "23 months"),
        (731, "2 years"),
    ],
)
def test_a_span_changes_its_unit_at_the_boundary(days, words):
    assert periods.say_span(days) == words


@given(st.integers(0, 40_000))
def test_a_span_never_says_more_than_is_true(days):
    number, unit = periods.say_span(days).split()
    shortest = {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}[unit.rstrip("s")]
    assert int(number) * shortest <= days
    assert (int(number) == 1) == (not unit.endswith("s"))


def test_a_negative_span_is_refused():
    with pytest.raises(ValueError, match="-1"):
        periods.say_span(-1)


@given(DAYS, DAYS)
def test_the_title_is_always_the_full_date(day, as_of):
    assert datetime.date.fromisoformat(periods.say_day(day, as_of=as_of).title) == day
    assert datetime.date.fromisoformat(periods.say_distance(day, as_of=as_of).title) == day


@given(DAYS)
def test_two_days_of_the_next_weeks_never_share_their_words(as_of):
    said = [periods.say_day(as_of + datetime.timedelta(n), as_of=as_of).text for n in range(-60, 61)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (datetime.date(2026, 1, 31), 1, datetime.date(2026, 2, 28)),
        (datetime.date(2024, 1, 31), 1, datetime.date(2024, 2, 29)),
        (datetime.date(2026, 11, 22), 2, datetime.date(2027, 1, 22)),
        (datetime.date(2026, 1, 15), -1, datetime.date(2025, 12, 15)),
    ],
)
def test_months_are_added_by_the_calendar(day, months, later):
    assert periods.add_months(day, months) == later


@given(DAYS, st.integers(0, 60))
def test_adding_months_moves_by_exactly_that_many_months_and_never_past_the_day(day, months):
    later = periods.add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@given(DAYS)
def test_the_day_after_the_end_of_a_month_is_a_first(day):
    end = periods.end_of_month(day)
    assert (end.year, end.month) == (day.year, day.month)
    assert (end + datetime.timedelta(1)).day == 1
