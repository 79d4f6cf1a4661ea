"""Dates in the shapes that exports use, and a column's one order of day and month."""

import contextlib
import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.kit.tables import dates
from closeknit.kit.tables.dates import DateOrder

AFTERNOON = datetime.datetime(2026, 11, 20, 14, 3, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20T14:03:00Z",
        "2026-11-20 14:03",
        "2026-11-20 14:03:00.000 UTC",
        "2026/11/20 2:03:00 PM GMT",
        "2026-11-20T15:03:00+01:00",
        "20/11/2026 14:03",
        "20.11.2026, 14:03",
        "20-11-26 14:03",
        "Nov 20, 2026 2:03 PM",
        "November 20 2026, 14:03",
        "Fri, 20 Nov 2026 15:03:00 +0100",
        "20. November 2026 um 14:03",
        "20 de noviembre de 2026 14:03",
        "20-Nov-2026 14:03",
        "1795183380",
        "1795183380000",
        "2026/11/20 9:03:00 AM EST",
    ],
)
def test_a_moment_is_read_from_any_usual_shape(text: str) -> None:
    assert dates.parse_datetime(text) == AFTERNOON


def test_the_order_of_the_column_decides() -> None:
    assert dates.parse_date("03/04/2026") == datetime.date(2026, 4, 3)
    assert dates.parse_date("03/04/2026", order=DateOrder.MONTH_FIRST) == datetime.date(2026, 3, 4)


def test_a_time_without_a_zone_is_taken_in_the_zone_that_is_said() -> None:
    moment = dates.parse_datetime("2026-11-20 14:03", zone=ZoneInfo("Europe/Amsterdam"))
    assert moment == datetime.datetime(2026, 11, 20, 13, 3, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "text", ["", "soon", "32/13/2026", "2026-02-30", "99999999999999", "20/11/2026 25:00", "2026-11-20 14:03 QQQ"]
)
def test_what_is_no_date_says_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"^“"):
        dates.parse_datetime(text)


def test_one_value_above_twelve_decides_the_column_and_is_said() -> None:
    day = dates.decide_order(["03/04/2026", "20/11/2026"])
    assert (day.order, day.sure) == (DateOrder.DAY_FIRST, True)
    month = dates.decide_order(["03/04/2026", "11/20/2026"])
    assert (month.order, month.sure) == (DateOrder.MONTH_FIRST, True)
    assert "11/20/2026" in month.reason


def test_a_column_that_tells_nothing_takes_the_usual_order_and_says_so() -> None:
    decided = dates.decide_order(["03/04/2026"], otherwise=DateOrder.MONTH_FIRST)
    assert (decided.order, decided.sure) == (DateOrder.MONTH_FIRST, False)
    assert "No date tells" in decided.reason


def test_a_column_of_both_orders_is_not_sure() -> None:
    decided = dates.decide_order(["20/11/2026", "21/11/2026", "11/20/2026"])
    assert (decided.order, decided.sure) == (DateOrder.DAY_FIRST, False)


@given(st.dates(datetime.date(1970, 1, 1), datetime.date(2199, 12, 31)), st.sampled_from(DateOrder))
def test_every_day_survives_both_orders(day: datetime.date, order: DateOrder) -> None:
    shape = "%d/%m/%Y" if order is DateOrder.DAY_FIRST else "%m/%d/%Y"
    assert dates.parse_date(day.strftime(shape), order=order) == day
    assert dates.parse_date(day.isoformat(), order=order) == day


@given(st.text(max_size=80) | st.from_regex(r"[\d/:. TZ+-]{0,30}", fullmatch=True))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    for parse in (dates.parse_date, dates.parse_datetime):
        with contextlib.suppress(ValueError):
            assert 1900 <= parse(text).year <= 2200
