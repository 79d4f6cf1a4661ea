"""What accounts came to be worth since the house was opened: what the reading of money holds today's worth against."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from closeknit.accounts import operations
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.demo.telling import Happening, key_of

# Worth is written in pounds and kept in pence.
_MINOR = 100


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield each new figure, on the day on which somebody wrote it down."""
    for row in company.rows("worth"):
        key = key_of("worth", row["account"], row["said_on"])
        yield Happening(key, company.calendar.moment(row["said_on"]), partial(_say, row, cast))


def _say(row: TableRow, cast: Cast, at: datetime) -> None:
    viewer = cast.viewer_of(row["member email"])
    worth = int(row["worth"]) * _MINOR
    operations.change_standing(account=cast.account(row["account"]), worth_minor=worth, viewer=viewer, at=at)
