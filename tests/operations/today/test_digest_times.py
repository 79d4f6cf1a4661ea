from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.today.digest.times import DigestTime, find_due_week, moment_of

# Zones that change by an hour, by half an hour, at midnight, on other days, against the sun, or never.
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo", "Asia/Kolkata",
         "Pacific/Apia", "Asia/Beirut", "America/Asuncion", "UTC")  # fmt: skip
MONDAY_AT_EIGHT = DigestTime(0, 8, "Europe/London")


def test_it_is_due_from_its_hour_on_where_its_reader_is():
    assert find_due_week(MONDAY_AT_EIGHT, at=datetime(2026, 11, 16, 7, 59, tzinfo=UTC)) is None
    assert find_due_week(MONDAY_AT_EIGHT, at=datetime(2026, 11, 16, 8, 0, tzinfo=UTC)) == date(2026, 11, 16)
    # In summer the clock there is an hour ahead.
    assert find_due_week(MONDAY_AT_EIGHT, at=datetime(2026, 7, 6, 7, 0, tzinfo=UTC)) == date(2026, 7, 6)


def test_a_house_that_was_closed_makes_up_for_a_day_and_a_half_and_no_more():
    assert find_due_week(MONDAY_AT_EIGHT, at=datetime(2026, 11, 17, 19, 59, tzinfo=UTC)) == date(2026, 11, 16)
    assert find_due_week(MONDAY_AT_EIGHT, at=datetime(2026, 11, 17, 20, 0, tzinfo=UTC)) is None


def test_a_sunday_evening_reaches_into_the_monday_after_and_stays_its_own_week():
    sunday = DigestTime(6, 20, "Europe/London")
    assert find_due_week(sunday, at=datetime(2026, 11, 23, 6, 0, tzinfo=UTC)) == date(2026, 11, 16)


@pytest.mark.parametrize("on", [date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("hour", range(4))
def test_the_hours_that_a_clock_leaves_out_or_repeats_have_one_moment(on: date, hour: int):
    wished = DigestTime(6, hour, "Europe/Berlin")
    week = on - timedelta(6)
    moment = moment_of(week, wished)
    assert find_due_week(wished, at=moment) == week
    assert find_due_week(wished, at=moment - timedelta(minutes=1)) is None


@given(
    st.sampled_from(ZONES),
    st.integers(0, 6),
    st.integers(0, 23),
    st.dates(date(2009, 1, 1), date(2030, 1, 1)),
    st.lists(st.integers(-3 * 24 * 60, 9 * 24 * 60), max_size=40),
)
def test_each_week_has_one_digest_however_the_clock_jumps(
    zone: str, weekday: int, hour: int, begin: date, jumps: list[int]
):
    """A worker looks every ten minutes for five weeks, and at any odd moment besides; what was made for a week is never made again."""
    wished = DigestTime(weekday, hour, zone)
    monday = begin - timedelta(begin.weekday())
    start = moment_of(monday, wished) - timedelta(days=1)
    ticks = [start + timedelta(minutes=10 * n) for n in range(6 * 24 * 7 * 4)]
    ticks += [start + timedelta(minutes=jump) for jump in jumps]
    made: dict[date, datetime] = {}
    for at in ticks[::6] + ticks[-len(jumps) :]:
        week = find_due_week(wished, at=at)
        if week is not None:
            made.setdefault(week, at)
            assert week.weekday() == 0
    weeks = [monday + timedelta(7 * n) for n in range(4)]
    assert set(weeks[:3]) <= set(made)
    for week in weeks[:3]:
        here = moment_of(week, wished).astimezone(ZoneInfo(zone))
        # Samoa once had no 30 December.
        assert here.date() == week + timedelta(weekday) or here.date() == date(2011, 12, 31)
        assert timedelta() <= made[week] - moment_of(week, wished) < timedelta(hours=36)
