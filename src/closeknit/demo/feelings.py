"""How it felt to our people through the year, as happenings."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from closeknit.circle.readings import operations
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.demo.telling import Happening, key_of


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield each time that somebody said how it felt, on its day."""
    for row in company.rows("feelings"):
        key = key_of("feeling", row["account"], row["felt_on"])
        yield Happening(key, company.calendar.moment(row["felt_on"]), partial(_say, row, cast))


def _say(row: TableRow, cast: Cast, at: datetime) -> None:
    operations.say_how_it_feels(
        account=cast.account(row["account"]),
        level=row["level"],
        why=row["why"],
        viewer=cast.viewer_of(row["member email"]),
        at=at,
    )
