"""Members, accounts, people, and how near each account was drawn, as happenings."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from closeknit.accounts import operations as account_operations
from closeknit.analysis.kinds import Stage
from closeknit.circle import operations as circle_operations
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.demo.telling import Happening, key_of
from closeknit.identity import operations as identity_operations
from closeknit.kit.viewer import Viewer

# Worth is written in pounds and kept in pence.
_MINOR = 100


def list_happenings(company: Company, cast: Cast, *, opened_at: datetime) -> Iterator[Happening]:
    """Yield how the house was set up when it was opened, and what became of its people and accounts since."""
    yield from _settings(company, cast, opened_at)
    yield from _accounts(company, cast, opened_at)
    yield from _people(company, cast, opened_at)
    yield from _decisions(company, cast, opened_at)


def _settings(company: Company, cast: Cast, opened_at: datetime) -> Iterator[Happening]:
    viewer = cast.viewer
    for row in company.rows("members"):
        yield Happening(key_of("member", row["email"]), opened_at, partial(_add_member, row, cast))
    limits = {stage: (days["ideal"], days["latest"]) for stage, days in company.house["cadence"].items()}
    yield Happening(
        key_of("cadences"),
        opened_at,
        lambda at: circle_operations.change_cadences(limits=limits, viewer=viewer, at=at),
    )
    yield Happening(key_of("names"), opened_at, partial(_set_names, company, viewer))


def _add_member(row: TableRow, cast: Cast, at: datetime) -> None:
    viewer = cast.viewer
    department = identity_operations.add_department(name=row["department"], viewer=viewer, at=at)
    if cast.is_member(row["email"]):
        # Whoever made the house is here already, without a department.
        identity_operations.change_member(
            member=cast.member(row["email"]), role=row["role"], department=department, viewer=viewer, at=at
        )
    else:
        identity_operations.add_member(
            name=row["name"], email=row["email"], role=row["role"], department=department, viewer=viewer, at=at
        )


def _set_names(company: Company, viewer: Viewer, at: datetime) -> None:
    account_operations.set_competitors(names=company.names_of("competitors"), viewer=viewer, at=at)
    account_operations.set_product_names(names=company.names_of("products"), viewer=viewer, at=at)


def _accounts(company: Company, cast: Cast, opened_at: datetime) -> Iterator[Happening]:
    rows = company.rows("accounts")
    first_stages: dict[str, str] = {}
    for row in company.rows("stage_history"):
        first_stages.setdefault(row["account"], row["from_stage"])
    for row in rows:
        write = partial(_add_account, row, first_stages.get(row["name"], Stage.OUTSIDE), company, cast)
        yield Happening(key_of("account", row["name"]), opened_at, write)
    for row in rows:
        if row["serves"]:
            write = partial(_add_service, row, cast)
            yield Happening(key_of("service", row["name"], row["serves"]), opened_at, write)


def _add_account(row: TableRow, first_stage: str, company: Company, cast: Cast, at: datetime) -> None:
    viewer = cast.viewer_of(row["owner"])
    account = account_operations.add_account(
        name=row["name"],
        kind=row["kind"],
        owner=cast.member(row["owner"]),
        domain=row["domain"],
        sector=row["sector"],
        worth_minor=int(row["worth"]) * _MINOR if row["worth"] else None,
        renewal_on=company.calendar.find_day(row["renewal_on"]),
        viewer=viewer,
        at=at,
    )
    if row["zone"]:
        given = {"name": row["name"], "kind": row["kind"], "sector": row["sector"], "zone": row["zone"]}
        account_operations.change_account(account=account, viewer=viewer, at=at, **given)
    account_operations.change_standing(account=account, stage=first_stage, aim=row["aim"], viewer=viewer, at=at)


def _add_service(row: TableRow, cast: Cast, at: datetime) -> None:
    account_operations.add_service(
        account=cast.account(row["name"]),
        served=cast.account(row["serves"]),
        viewer=cast.viewer_of(row["owner"]),
        at=at,
    )


def _people(company: Company, cast: Cast, opened_at: datetime) -> Iterator[Happening]:
    """Who came before the house was opened was written down when it was; those who came or left later on that day."""
    addresses: dict[str, TableRow] = {}
    for row in company.rows("people"):
        # One name in two rows is one person: with one address at two accounts, or with another address later.
        earlier = addresses.get(row["name"])
        addresses.setdefault(row["name"], row)
        came_at = max(opened_at, company.calendar.moment(row["from_on"]))
        yield Happening(
            key_of("contact", row["account"], row["email"]),
            came_at,
            partial(_add_contact, row, earlier, company, cast),
        )
        if row["until_on"]:
            left_at = company.calendar.moment(row["until_on"])
            write = partial(_end_contact, row, company, cast)
            yield Happening(key_of("departure", row["account"], row["email"]), left_at, write)


def _add_contact(row: TableRow, earlier: TableRow | None, company: Company, cast: Cast, at: datetime) -> None:
    if earlier is not None and earlier["email"] != row["email"]:
        # The new address becomes that of the person whom we know, who then gets a second place by it.
        known = cast.contact_called(earlier["account"], earlier["name"])
        _change_contact(known, earlier, company, cast, at, emails=[earlier["email"], row["email"]])
    contact = account_operations.add_contact(
        account=cast.account(row["account"]),
        name=row["name"],
        email=row["email"],
        title=row["title"],
        role=_code(row["role"]),
        language=row["language"],
        from_on=company.calendar.find_day(row["from_on"]),
        viewer=cast.viewer,
        at=at,
    )
    if row["note"]:
        _change_contact(contact, row, company, cast, at, note=row["note"])


def _change_contact(
    contact: str,
    row: TableRow,
    company: Company,
    cast: Cast,
    at: datetime,
    *,
    emails: Sequence[str] | None = None,
    note: str | None = None,
) -> None:
    account_operations.change_contact(
        contact=contact,
        name=row["name"],
        title=row["title"],
        role=_code(row["role"]),
        language=row["language"],
        from_on=company.calendar.find_day(row["from_on"]),
        emails=emails,
        note=note,
        viewer=cast.viewer,
        at=at,
    )


def _end_contact(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    account_operations.end_contact(
        contact=cast.contact_called(row["account"], row["name"]),
        until_on=company.calendar.day(row["until_on"]),
        successor=None,
        viewer=cast.viewer,
        at=at,
    )


def _decisions(company: Company, cast: Cast, opened_at: datetime) -> Iterator[Happening]:
    aims = {row["name"]: row["aim"] for row in company.rows("accounts")}
    for row in company.rows("stage_history"):
        key = key_of("decision", row["account"], row["decided_on"], row["to_stage"])
        moment = max(opened_at, company.calendar.moment(row["decided_on"]))
        yield Happening(key, moment, partial(_move_account, row, aims[row["account"]], company, cast))


def _move_account(row: TableRow, aim: str, company: Company, cast: Cast, at: datetime) -> None:
    circle_operations.move_account(
        account=cast.account(row["account"]),
        to_stage=row["to_stage"],
        reason=row["reason"],
        aim=aim,
        decided_on=company.calendar.day(row["decided_on"]),
        viewer=cast.viewer_of(row["by"]),
        at=at,
    )


def _code(written: str) -> str:
    return written.replace(" ", "_")
