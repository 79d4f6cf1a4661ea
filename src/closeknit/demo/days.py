"""Days that matter to the accounts, and calls that our people asked one another to make."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from closeknit.analysis.kinds import TodayClass
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.demo.telling import Happening, key_of
from closeknit.today import dates, referring


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield each day on the day that it was told us, and each call on the day that it was asked for."""
    for row in company.rows("dates"):
        key = key_of("dated", row["account"], row["what"], row["on"])
        yield Happening(key, company.calendar.moment(row["said_on"]), partial(_keep, row, company, cast))
    for row in company.rows("referrals"):
        key = key_of("referral", row["account"], row["to email"], row["asked_on"])
        yield Happening(key, company.calendar.moment(row["asked_on"]), partial(_ask, row, company, cast))


def _keep(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    dates.add_dated_event(
        account=cast.account(row["account"]),
        what=row["what"],
        on=company.calendar.day(row["on"]),
        is_yearly=bool(row["is_yearly"]),
        viewer=cast.viewer_of(row["member email"]),
        at=at,
    )


def _ask(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    referring.hand_on(
        account=cast.account(row["account"]),
        to=cast.member(row["to email"]),
        why=row["why"],
        by_on=company.calendar.day(row["by_on"]),
        class_code=TodayClass.LATE,
        viewer=cast.viewer_of(row["from email"]),
        at=at,
    )
