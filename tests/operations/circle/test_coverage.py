"""Coverage over time: counted from the day of each talk, whenever it was entered."""

from datetime import date, timedelta

from closeknit.accounts import operations as account_operations
from closeknit.circle import operations as circle_operations
from closeknit.circle.keeping import covering, operations
from closeknit.kit import clock
from closeknit.kit.tasks.worker import Worker
from closeknit.touchpoints import operations as touchpoints
from tests.conftest import NOW, Cast

SUNDAY = date(2026, 11, 15)


def _partner(cast: Cast, name: str, since: date) -> str:
    account = account_operations.add_account(name=name, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    circle_operations.move_account(
        account=account, to_stage="partner", reason="so", decided_on=since, viewer=cast.ben, at=NOW
    )
    return account


def _talk(cast: Cast, account: str, on: date) -> None:
    started_at = NOW.replace(year=on.year, month=on.month, day=on.day)
    touchpoints.log_touchpoint(
        account=account, medium="call", started_at=started_at, speakers=[], lines=[], viewer=cast.ben, at=NOW
    )


def _count(cast: Cast) -> dict[date, tuple[str, int, int]]:
    with clock.frozen(NOW + timedelta(minutes=5)):
        Worker().run_until_idle()
    weeks = covering.list_covered(viewer=cast.ben).weeks
    return {one.on: (one.owner_id, one.n_within, one.n_watched) for one in weeks}


def test_the_days_looked_at_are_sundays_that_are_over():
    assert covering.list_days(date(2026, 11, 19))[-1] == SUNDAY
    assert covering.list_days(SUNDAY)[-1] == date(2026, 11, 8)
    assert len(covering.list_days(SUNDAY)) == covering.WEEKS


def test_a_week_counts_who_was_within_the_limit_then(cast: Cast):
    first = _partner(cast, "Tarn", SUNDAY - timedelta(100))
    _partner(cast, "Never spoken with", SUNDAY - timedelta(10))
    _talk(cast, first, SUNDAY - timedelta(70))
    weeks = _count(cast)
    assert weeks[SUNDAY] == (cast.ben.id, 0, 2)
    assert weeks[SUNDAY - timedelta(14)] == (cast.ben.id, 1, 1)
    assert weeks[SUNDAY - timedelta(98)] == (cast.ben.id, 0, 1)
    assert SUNDAY - timedelta(105) not in weeks


def test_a_call_that_is_entered_late_counts_where_it_took_place(cast: Cast):
    account = _partner(cast, "Tarn", SUNDAY - timedelta(100))
    assert _count(cast)[SUNDAY] == (cast.ben.id, 0, 1)
    _talk(cast, account, SUNDAY - timedelta(7))
    weeks = _count(cast)
    assert (weeks[SUNDAY], weeks[SUNDAY - timedelta(14)]) == ((cast.ben.id, 1, 1), (cast.ben.id, 0, 1))


def test_who_rests_now_is_not_counted_from_the_pause_on_and_was_before(cast: Cast):
    account = _partner(cast, "Tarn", SUNDAY - timedelta(100))
    operations.pause(accounts=[account], until_on=NOW.date() + timedelta(9), reason="On leave", viewer=cast.ben, at=NOW)
    assert _count(cast)[SUNDAY] == (cast.ben.id, 0, 1)


def test_counting_again_writes_the_same_lines_once(cast: Cast):
    _partner(cast, "Tarn", SUNDAY - timedelta(100))
    first = _count(cast)
    operations.keep_coverage(lines=covering.list_covered(viewer=cast.ben).weeks, viewer=cast.ben, at=NOW)
    assert _count(cast) == first
    assert len(covering.list_covered(viewer=cast.ben).weeks) == len(first)
