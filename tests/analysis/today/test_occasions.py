"""When a day comes round, and that each is a reason once, on the right local day, whatever the clocks do."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.kinds import Stage
from closeknit.analysis.today import finding, occasions
from closeknit.analysis.today.facts import AccountFacts, DatedEvent

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
# Zones that change their clocks in spring and autumn, at midnight, by half an hour; that skip a day; and the furthest east and west.
ZONES = st.sampled_from(
    (
        "Europe/London",
        "America/New_York",
        "America/Santiago",
        "Asia/Beirut",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Africa/Casablanca",
        "UTC",
    )
)


@given(DAYS, DAYS)
def test_what_is_once_comes_once(on: date, as_of: date):
    assert occasions.next_occurrence(on, is_yearly=False, as_of=as_of) == (on if on >= as_of else None)


@given(DAYS, DAYS)
def test_what_is_yearly_comes_within_a_year_and_never_before_its_first_day(on: date, as_of: date):
    following = occasions.next_occurrence(on, is_yearly=True, as_of=as_of)
    assert following is not None
    assert following >= max(on, as_of)
    assert on > as_of or (following - as_of).days <= 366
    assert (following.month, following.day) in {(on.month, on.day), (2, 28)}


def test_a_leap_day_falls_on_the_28th_where_there_is_none():
    leap = date(2024, 2, 29)
    assert occasions.next_occurrence(leap, is_yearly=True, as_of=date(2025, 1, 1)) == date(2025, 2, 28)
    assert occasions.next_occurrence(leap, is_yearly=True, as_of=date(2028, 1, 1)) == leap.replace(year=2028)
    assert occasions.next_occurrence(leap, is_yearly=True, as_of=date(2025, 3, 1)) == date(2026, 2, 28)


def _is_reason(on: date, house_day: date, own_day: date | None) -> bool:
    known = AccountFacts(
        id="a", name="A", stage=Stage.OUTSIDE, events=(DatedEvent(on, "board meeting"),), own_day=own_day
    )
    return bool(finding.find_reasons(known, as_of=house_day))


@given(DAYS, ZONES, ZONES)
def test_a_day_is_a_reason_for_one_stretch_that_ends_with_it_where_they_are(on: date, house: str, theirs: str):
    begin = datetime(on.year, on.month, on.day, tzinfo=UTC) - timedelta(days=finding.EVENT_NEAR_DAYS + 3)
    hours = [begin + timedelta(hours=hour) for hour in range(24 * (finding.EVENT_NEAR_DAYS + 6))]
    shown = []
    for hour in hours:
        own_day = hour.astimezone(ZoneInfo(theirs)).date()
        shown.append((_is_reason(on, hour.astimezone(ZoneInfo(house)).date(), own_day), own_day))
    changes = sum(before[0] != after[0] for before, after in itertools.pairwise(shown))
    days = {day for is_shown, day in shown if is_shown}
    assert changes == 2
    assert (min(days), max(days)) == (on - timedelta(finding.EVENT_NEAR_DAYS), on)


@given(DAYS, ZONES)
def test_a_yearly_day_is_shown_once_a_year(on: date, zone: str):
    begin = datetime(on.year, on.month, on.day, tzinfo=UTC)
    shown = []
    for half_day in range(2 * 366 * 2):
        day = (begin + timedelta(hours=12 * half_day)).astimezone(ZoneInfo(zone)).date()
        following = occasions.next_occurrence(on, is_yearly=True, as_of=day)
        shown.append(following is not None and _is_reason(following, day, day))
    beginnings = sum(after and not before for before, after in itertools.pairwise(shown))
    assert beginnings == 2
