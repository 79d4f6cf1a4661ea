"""People's places as the pages need them."""

from dataclasses import dataclass
from datetime import date

from closeknit.accounts.asked import AskedRow
from closeknit.accounts.queries import ContactRow
from closeknit.analysis.kinds import AskKind
from closeknit.kit import clock
from closeknit.web.accounts import labels

ASKED = {
    AskKind.CALL: "A talk",
    AskKind.MAIL: "A mail of ours",
    AskKind.SURVEY: "A survey",
    AskKind.QUESTION: "A question",
    AskKind.CHALLENGE: "A challenge",
}


@dataclass(frozen=True)
class AskLine:
    """One request for somebody's time."""

    what: str
    on: date


@dataclass(frozen=True)
class AskedOf:
    """What we asked of somebody, newest first, and when we may again."""

    facts: tuple[AskLine, ...]
    is_reached: bool
    often: str
    days: int
    possible_on: date
    despite: tuple[str, ...]


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


def asked_of(row: AskedRow) -> AskedOf:
    """Return what somebody was asked for as their page shows it."""
    return AskedOf(
        facts=tuple(AskLine(ASKED[fact.kind], fact.on) for fact in row.facts),
        is_reached=row.is_reached,
        often="once" if row.limit.most == 1 else f"{row.limit.most} times",
        days=row.limit.days,
        possible_on=row.possible_on,
        despite=row.despite,
    )
