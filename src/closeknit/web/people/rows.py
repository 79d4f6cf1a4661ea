"""People's places as the pages need them."""

from dataclasses import dataclass
from datetime import date

from closeknit.accounts.queries import ContactRow
from closeknit.kit import clock
from closeknit.web.accounts import labels


@dataclass(frozen=True)
class Place:
    """One person's place at one account."""

    id: str
    person_id: str
    name: str
    account_id: str
    account: str
    what: str
    email: str
    phone: str
    from_on: date | None
    until_on: date | None
    successor: str
    spoke_on: date | None


def place_of(row: ContactRow, *, zone: str) -> Place:
    """Return a contact as a place: what they are there is their title and the part they play."""
    role = labels.ROLES.get(row.role, "")
    spoke_on = clock.local_date(row.two_way_at, zone) if row.two_way_at else None
    return Place(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        account_id=row.account_id,
        account=row.account,
        what=", ".join(part for part in (row.title, role) if part),
        email=row.email,
        phone=row.phone,
        from_on=row.from_on,
        until_on=row.until_on,
        successor=row.successor,
        spoke_on=spoke_on,
    )
