import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.promises import due

SUNDAY = datetime.date(2026, 11, 22)
FRIDAY = datetime.date(2026, 11, 27)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2080, 1, 1))
WORDS = [
    *("Friday", "by Friday", "next Friday", "this Friday", "Friday week", "Mon", "Wed 2 Dec", "tomorrow", "today"),
    *("end of month", "next month", "this week", "next week", "end of the week", "the weekend", "in two weeks"),
    *("in a fortnight", "within 10 working days", "in 3 months", "in a year", "3 December", "Dec 3rd", "the 27th"),
    *("29 February", "Q1", "end of the quarter", "year end", "by March", "in March", "mid-June", "before Monday"),
]


def on(text, as_of=SUNDAY):
    found = due.find_due(text, as_of=as_of)
    return found.on.isoformat() if found and found.on else None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by Friday", "2026-11-27"),
        ("until Friday", "2026-11-27"),
        ("before Friday", "2026-11-26"),
        ("tomorrow", "2026-11-23"),
        ("the day after tomorrow", "2026-11-24"),
        ("by end of day", "2026-11-22"),
        ("next week", "2026-11-27"),
        ("by the end of the week", "2026-11-27"),
        ("this weekend", "2026-11-22"),
        ("next weekend", "2026-11-29"),
        ("end of month", "2026-11-30"),
        ("by the end of next month", "2026-12-31"),
        ("3 December", "2026-12-03"),
        ("3rd of December", "2026-12-03"),
        ("December 3", "2026-12-03"),
        ("on Dec 3rd, 2026", "2026-12-03"),
        ("3 March", "2027-03-03"),
        ("29 February", "2028-02-29"),
        ("in two weeks", "2026-12-06"),
        ("in 10 days", "2026-12-02"),
        ("in a month", "2026-12-22"),
        ("a week from today", "2026-11-29"),
        ("within 10 working days", "2026-12-04"),
        ("2026-12-01", "2026-12-01"),
        ("1.12.2026", "2026-12-01"),
        ("13/12/2026", "2026-12-13"),
        ("Mon 23 Nov", "2026-11-23"),
        ("Friday week", "2026-12-04"),
        ("by the 27th", "2026-11-27"),
        ("by the 3rd", "2026-12-03"),
        ("by Q1", "2027-03-31"),
        ("Q4", "2026-12-31"),
        ("end of the quarter", "2026-12-31"),
        ("by year end", "2026-12-31"),
        ("next year", "2027-12-31"),
        ("by December", "2026-12-01"),
        ("in December", "2026-12-31"),
        ("by November", "2026-11-30"),
        ("mid-January", "2027-01-15"),
    ],
)
def test_a_day_is_understood_as_people_say_it(words, day):
    assert on(f"Send the list {words}") == day
    assert on(f"{words.capitalize()}, send the list") == day or words.startswith("Mon")


@pytest.mark.parametrize(
    ("as_of", "words", "day"),
    [
        (FRIDAY, "by Friday", "2026-12-04"),
        (FRIDAY, "this Friday", "2026-11-27"),
        (FRIDAY, "next Friday", "2026-12-04"),
        (FRIDAY, "this week", "2026-11-27"),
        (FRIDAY, "Thursday", "2026-12-03"),
        (datetime.date(2026, 11, 23), "next Friday", "2026-12-04"),
        (datetime.date(2026, 1, 31), "in one month", "2026-02-28"),
        (datetime.date(2026, 12, 31), "end of month", "2026-12-31"),
        (datetime.date(2026, 12, 31), "tomorrow", "2027-01-01"),
        (datetime.date(2026, 11, 28), "in 1 working day", "2026-11-30"),
    ],
)
def test_the_day_depends_on_the_day_on_which_it_is_said(as_of, words, day):
    assert on(words, as_of) == day


@pytest.mark.parametrize(
    "text",
    [
        "Send the audit trail",
        "We wait since Monday",
        "As said last Friday",
        "The notes of Monday",
        "Look at Friday's call",
        "We may call 3 people",
        "They sat and wed the sun",
        "Version 2.10.3 to Ana",
        "Room 12-11-10",
        "",
    ],
)
def test_a_line_without_a_deadline_has_none(text):
    assert due.find_due(text, as_of=SUNDAY) is None


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("by 1 Dec 2025", "Mon 1 Dec 2025 has passed"),
        ("Send it by yesterday", "Sat 21 Nov 2026 has passed"),
        ("due the day before yesterday", "Fri 20 Nov 2026 has passed"),
        ("by last Friday", "Fri 20 Nov 2026 has passed"),
        ("by last week", "Sun 15 Nov 2026 has passed"),
        ("by 31 Feb", "there is no 31 Feb"),
        ("by 2026-13-40", "there is no 2026-13-40"),
        ("by 3/12/2026", "3/12/2026 could be two days; write it like 3 Dec or 2026-12-03"),
        ("by 2999-01-01", "2999-01-01 is more than 10 years away"),
    ],
)
def test_a_day_that_cannot_be_meant_is_said_and_not_guessed(text, how):
    found = due.find_due(text, as_of=SUNDAY)
    assert (found.on, found.how) == (None, how)


def test_a_weekday_that_does_not_fit_the_date_is_pointed_out():
    found = due.find_due("by Mon 24 Nov", as_of=SUNDAY)
    assert found.how == "Tue 24 Nov 2026, though that is not a Monday"


def test_a_deadline_word_wins_over_other_days_and_the_last_day_otherwise():
    assert on("Send the Tuesday report by Friday") == "2026-11-27"
    assert on("By Friday send the Tuesday report") == "2026-11-27"
    assert on("Tuesday, or rather Thursday") == "2026-11-26"


@given(DAYS, st.sampled_from(WORDS))
def test_the_day_is_never_before_today_and_never_far(as_of, words):
    found = due.find_due(f"Send the list {words}", as_of=as_of)
    assert found is not None
    assert found.on is not None
    assert 0 <= (found.on - as_of).days <= (8 * 366 if "29" in words else 2 * 366)


@given(DAYS, st.sampled_from(WORDS))
def test_what_was_understood_reads_the_same_when_it_is_typed_back(as_of, words):
    first = due.find_due(words, as_of=as_of)
    assert on(f"by {first.on.isoformat()}", as_of) == first.on.isoformat()


@given(DAYS, DAYS, st.sampled_from(["by Friday", "tomorrow", "in two weeks", "next week", "end of month"]))
def test_whoever_says_it_later_never_means_an_earlier_day(one, other, words):
    early, late = sorted((one, other))
    assert on(words, early) <= on(words, late)


@given(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=3), DAYS)
def test_any_text_is_read_without_harm(text, words, as_of):
    line = " ".join([text, *words])
    found = due.find_due(line, as_of=as_of)
    if found is not None:
        assert 0 <= found.start < found.end <= len(line)
        assert found.on is None or found.on >= as_of
        assert found.how


def test_a_pasted_letter_is_read_at_its_beginning_only():
    assert on("by Friday " * 20_000) == "2026-11-27"
    assert on(" " * 5_000 + "by Friday") is None
