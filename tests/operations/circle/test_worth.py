"""What an account was worth, day by day, and what the reading of money makes of it."""

from datetime import timedelta

import pytest

from closeknit.accounts import details as account_details
from closeknit.accounts import operations as account_operations
from closeknit.analysis.circle.readings.money import WorthOn
from closeknit.analysis.circle.readings.reading import Gauge, Level
from closeknit.circle import operations as circle_operations
from closeknit.circle.readings import queries, worth
from closeknit.kit import clock, undo
from tests.conftest import NOW, Cast

LONG_AGO, DAY = NOW - timedelta(400), timedelta(1)


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


def _make(cast: Cast, worth_minor: int | None = 100_00) -> str:
    return account_operations.add_account(
        name="Rijnmond Waterlab", worth_minor=worth_minor, viewer=cast.ben, at=LONG_AGO
    )


def _history(cast: Cast, account: str) -> list[tuple[int, int | None]]:
    """Return the days of the history, counted from when the account was made, with what it was worth."""
    known: list[WorthOn] = worth.list_worth([account], viewer=cast.ben).get(account, [])
    return [((day.on - LONG_AGO.date()).days, day.worth_minor) for day in known]


def test_each_change_of_worth_is_kept_with_its_day_whoever_makes_it(cast: Cast):
    account = _make(cast)
    account_operations.change_standing(account=account, worth_minor=150_00, viewer=cast.ben, at=LONG_AGO + 9 * DAY)
    circle_operations.move_account(account=account, to_stage="partner", reason="They rang", viewer=cast.ben, at=NOW)
    account_operations.change_standing(account=account, worth_minor=None, viewer=cast.ben, at=NOW)
    assert _history(cast, account) == [(0, 100_00), (9, 150_00), (400, None)]


def test_an_account_of_unknown_worth_has_no_history_until_somebody_says(cast: Cast):
    account = _make(cast, None)
    assert _history(cast, account) == []
    said = account_details.Details(name="Rijnmond Waterlab", kind="customer", worth_minor=70_00)
    account_details.change_details(account=account, details=said, viewer=cast.ben, at=NOW)
    assert _history(cast, account) == [(400, 70_00)]


def test_what_was_said_and_taken_back_in_a_day_leaves_no_trace(cast: Cast):
    account = _make(cast)
    account_operations.change_standing(account=account, worth_minor=1, viewer=cast.ben, at=NOW)
    assert _history(cast, account) == [(0, 100_00), (400, 1)]
    step = undo.find_latest(viewer=cast.ben, since=NOW - DAY)
    assert step is not None
    undo.take_back(step=step.id, viewer=cast.ben, at=NOW)
    assert _history(cast, account) == [(0, 100_00)]


def test_the_reading_of_money_holds_worth_against_that_of_a_year_ago(cast: Cast):
    account = _make(cast)
    account_operations.change_standing(account=account, worth_minor=60_00, viewer=cast.ben, at=NOW - DAY)
    (read,) = queries.read_accounts([account], viewer=cast.ben, at=NOW)
    money = next(one for one in read.readings if one.gauge is Gauge.MONEY)
    assert (money.level, money.says) == (Level.ILL, "they bring 40 % less than a year ago")


def test_who_may_not_see_worth_learns_nothing_of_it(cast: Cast):
    account = _make(cast)
    (read,) = queries.read_accounts([account], viewer=cast.gita, at=NOW)
    assert Gauge.MONEY not in {one.gauge for one in read.readings}
