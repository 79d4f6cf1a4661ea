"""What our people said about keeping in touch: limits of one account or person, who matters, pauses, and when to look again."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from closeknit.accounts import queries as account_queries
from closeknit.circle import operations as circle_operations
from closeknit.circle.keeping import operations
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.demo.telling import Happening, key_of

_MATTERS = {"": None, "yes": True, "no": False}


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield each thing that was said, on its day."""
    for row in company.rows("keeping"):
        key = key_of("keeping", row["account"], row["person email"], row["said_on"])
        yield Happening(key, company.calendar.moment(row["said_on"]), partial(_say, row, company, cast))


def _say(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    viewer, account = cast.viewer_of(row["member email"]), cast.account(row["account"])
    contact = cast.contact(row["account"], row["person email"]) if row["person email"] else None
    if row["review_on"]:
        aim = account_queries.get_account(account, viewer=viewer).aim
        review_on = company.calendar.day(row["review_on"])
        circle_operations.set_aim(account=account, aim=aim, review_on=review_on, viewer=viewer, at=at)
    if row["rest_until"]:
        operations.pause(
            accounts=[account],
            contact=contact,
            until_on=company.calendar.day(row["rest_until"]),
            reason=row["reason"],
            viewer=viewer,
            at=at,
        )
    ideal, latest = (int(row[limit]) if row[limit] else None for limit in ("ideal", "latest"))
    if contact is not None and (ideal or row["matters"]):
        matters = _MATTERS[row["matters"]]
        operations.set_contact_limits(
            contact=contact, matters=matters, ideal_days=ideal, latest_days=latest, viewer=viewer, at=at
        )
    elif ideal:
        operations.set_account_limits(accounts=[account], ideal_days=ideal, latest_days=latest, viewer=viewer, at=at)
