"""How days, amounts and counts are said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.kit.look import saying

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "today"),
        (date(2026, 11, 20), "tomorrow"),
        (date(2026, 11, 18), "yesterday"),
        (date(2026, 11, 23), "Mon 23 Nov"),
        (date(2026, 11, 16), "Mon 16 Nov"),
        (date(2026, 12, 10), "10 Dec"),
        (date(2026, 3, 3), "3 Mar"),
        (date(2025, 3, 12), "12 Mar 2025"),
    ],
)
def test_a_day_is_said_as_people_say_it(day: date, said: str) -> None:
    assert saying.say_day(day, TODAY) == said


def test_what_is_late_says_by_how_many_days() -> None:
    assert saying.say_due(date(2026, 11, 17), TODAY) == "2 days late"
    assert saying.say_due(date(2026, 11, 18), TODAY) == "1 day late"
    assert saying.say_due(TODAY, TODAY) == "today"


@given(st.integers(-4000, 4000))
def test_two_days_within_ten_months_are_never_said_alike(distance: int) -> None:
    day = TODAY + timedelta(days=distance)
    assert saying.say_day(day, TODAY) != saying.say_day(day + timedelta(days=1), TODAY)


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (41_200_000, "EUR", "€412k"),
        (124_000_000, "EUR", "€1.24M"),
        (-3_100_000, "EUR", "−€31k"),
        (9_000, "CHF", "CHF\xa090"),
        (99_999, "USD", "$1k"),
        (1_500, "JPY", "¥1.5k"),
        (89_500, "KWD", "KWD\xa089.5"),
        (0, "GBP", "£0"),
    ],
)
def test_an_amount_is_said_in_three_digits(minor: int, currency: str, said: str) -> None:
    assert saying.say_money(minor, currency) == said


@given(st.integers(-(10**13), 10**13))
def test_the_short_amount_is_within_half_a_percent_of_the_full_one(minor: int) -> None:
    short = saying.say_money(minor, "EUR").replace("€", "").replace("−", "-").replace(",", "")
    scale = {"k": 1_000, "M": 1_000_000, "B": 1_000_000_000}.get(short[-1], 1)
    value = float(short.rstrip("kMB")) * scale
    assert abs(value - minor / 100) <= max(0.00501, abs(minor / 100) * 0.00501)


def test_the_full_amount_keeps_its_cents() -> None:
    assert saying.say_money_full(8_950, "CHF") == "CHF\xa089.50"
    assert saying.say_money_full(41_200_000, "EUR") == "€412,000"


def test_counts_are_words_up_to_twelve() -> None:
    assert saying.say_count(0, "call") == "no calls"
    assert saying.say_count(1, "reply", "replies") == "one reply"
    assert saying.say_count(12, "call") == "twelve calls"
    assert saying.say_count(2140, "call") == "2,140 calls"
