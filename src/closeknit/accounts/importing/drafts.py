"""What one row says about an account and a person: read and held against the rules, before anything is looked up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from closeknit.accounts.importing.columns import Column
from closeknit.analysis.kinds import AccountKind, ContactRole, Stage
from closeknit.kit.tables import dates, values

_DOMAIN = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_KINDS: dict[str, AccountKind] = {kind.value: kind for kind in AccountKind} | {
    **dict.fromkeys(("client", "active", "existing", "kunde", "klant"), AccountKind.CUSTOMER),
    **dict.fromkeys(("lead", "opportunity", "potential", "interessent"), AccountKind.PROSPECT),
    **dict.fromkeys(("lost", "churned", "past", "former customer", "ex customer", "inactive"), AccountKind.FORMER),
    **dict.fromkeys(("department", "internal customer"), AccountKind.INTERNAL),
    **dict.fromkeys(("vendor", "lieferant", "leverancier"), AccountKind.SUPPLIER),
}
_ROLES: dict[str, ContactRole] = {role.value.replace("_", " "): role for role in ContactRole} | {
    **dict.fromkeys(("buyer", "decision maker", "budget holder"), ContactRole.ECONOMIC_BUYER),
    **dict.fromkeys(("skeptic", "blocker", "detractor"), ContactRole.SCEPTIC),
    **dict.fromkeys(("end user", "daily user"), ContactRole.USER),
    **dict.fromkeys(("executive sponsor", "exec sponsor"), ContactRole.SPONSOR),
}
_LENGTHS = {Column.ACCOUNT: 200, Column.SECTOR: 100, Column.TITLE: 200, Column.PERSON: 200, Column.EXTERNAL_ID: 100}


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """What a row says about an account; empty where it says nothing."""

    name: str = ""
    external_id: str = ""
    domains: tuple[str, ...] = ()
    kind: str = ""
    owner: str = ""
    stage: str = ""
    aim: str = ""
    worth_minor: int | None = None
    renewal_on: date | None = None
    sector: str = ""
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What a row says about a person and their place."""

    name: str = ""
    email: str = ""
    phone: str = ""
    title: str = ""
    role: str = ""
    language: str = ""
    from_on: date | None = None
    until_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one row says, `row` counted from 1 without the header; `person` is None where it names nobody."""

    row: int
    account: AccountDraft
    person: PersonDraft | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken: why, for a person, and the beginning of what stands there."""

    row: int
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table is read: column → code, the house's currency, and which of day and month comes first by column."""

    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    currency: str
    orders: Mapping[str, dates.DateOrder]


class _Bad(ValueError):
    """One cell cannot be read; the sentence goes to the person."""


def read(row: int, cells: tuple[str, ...], manner: Manner) -> Draft | Rejected | None:
    """Return what a row says, or why it cannot be taken; None for a row of empty cells, which spreadsheets leave behind."""
    if not any(cell.strip() for cell in cells):
        return None
    said = {
        manner.mapping[column]: " ".join(cell.split())
        for column, cell in zip(manner.columns, cells, strict=False)
        if manner.mapping.get(column) and cell.strip()
    }
    try:
        for code, most in _LENGTHS.items():
            if len(said.get(code, "")) > most:
                raise _Bad(f"the {code} is longer than {most} characters")
        account = _account(said, manner)
        person = _person(said, manner)
        if not (account.name or account.domains or account.external_id or (person and person.email)):
            raise _Bad("names no account")
        return Draft(row, account, person)
    except _Bad as bad:
        return Rejected(row, str(bad), shown(cells))


def shown(cells: tuple[str, ...]) -> str:
    """Return the beginning of a row as one line, by which a person finds it again."""
    return " · ".join(" ".join(cell.split())[:60] for cell in cells if cell.strip())[:200]


def _account(said: Mapping[str, str], manner: Manner) -> AccountDraft:
    worth = said.get(Column.WORTH, "")
    return AccountDraft(
        name=said.get(Column.ACCOUNT, ""),
        external_id=said.get(Column.EXTERNAL_ID, ""),
        domains=_domains(said.get(Column.DOMAIN, "")),
        kind=_one_of(said.get(Column.KIND, ""), _KINDS, "kind"),
        owner=said.get(Column.OWNER, ""),
        stage=_one_of(said.get(Column.STAGE, ""), _STAGES, "stage"),
        aim=_one_of(said.get(Column.AIM, ""), _STAGES, "aim"),
        worth_minor=_worth(worth, manner.currency) if worth else None,
        renewal_on=_day(Column.RENEWAL, said, manner),
        sector=said.get(Column.SECTOR, ""),
        serves=tuple(name.strip() for name in said.get(Column.SERVES, "").split(";") if name.strip()),
    )


_STAGES: dict[str, Stage] = {stage.value.replace("_", " "): stage for stage in Stage}


def _person(said: Mapping[str, str], manner: Manner) -> PersonDraft | None:
    parts = [said.get(Column.FIRST_NAME, ""), said.get(Column.LAST_NAME, "")]
    name = said.get(Column.PERSON, "") or " ".join(part for part in parts if part)
    written = said.get(Column.EMAIL, "")
    email = values.find_address(written).lower()
    if written and not email:
        raise _Bad(f"“{written[:60]}” is not an e-mail address")
    if not name and not email:
        return None
    if len(name) > 200:
        raise _Bad("the name is longer than 200 characters")
    from_on, until_on = _day(Column.FROM, said, manner), _day(Column.UNTIL, said, manner)
    if from_on and until_on and until_on < from_on:
        raise _Bad("they left before they came")
    return PersonDraft(
        name=name or email.partition("@")[0],
        email=email,
        phone=said.get(Column.PHONE, "")[:254],
        title=said.get(Column.TITLE, ""),
        role=_one_of(said.get(Column.ROLE, ""), _ROLES, "role"),
        language=said.get(Column.LANGUAGE, "").casefold()[:16],
        from_on=from_on,
        until_on=until_on,
        note=said.get(Column.NOTE, ""),
    )


def _one_of(written: str, known: Mapping[str, str], what: str) -> str:
    if not written:
        return ""
    found = known.get(re.sub(r"[\s_-]+", " ", written.casefold()).strip())
    if found is None:
        ways = ", ".join(sorted({code.replace("_", " ") for code in known.values()}))
        raise _Bad(f"“{written[:60]}” is no {what} that is known here; there are {ways}")
    return str(found)


def _domains(written: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in re.split(r"[\s,;|]+", written.casefold()):
        bare = re.sub(r"^(?:https?://)?(?:www\.)?@?", "", part).split("/")[0].partition(":")[0].strip(".")
        if not bare:
            continue
        if not _DOMAIN.fullmatch(bare):
            raise _Bad(f"“{part[:60]}” is not a domain, like arlund.example")
        found.append(bare)
    return tuple(dict.fromkeys(found))


def _worth(written: str, currency: str) -> int:
    try:
        amount = values.parse_money(written, currency=currency)
    except ValueError as error:
        raise _Bad(_as_reason(error)) from None
    if amount.currency != currency:
        raise _Bad(
            f"the worth is in {amount.currency} and this house counts in {currency}; amounts are never converted"
        )
    if not 0 <= amount.minor < 2**62:
        raise _Bad("the worth is below zero" if amount.minor < 0 else "the worth is beyond all bounds")
    return amount.minor


def _day(code: Column, said: Mapping[str, str], manner: Manner) -> date | None:
    written = said.get(code, "")
    if not written:
        return None
    try:
        return dates.parse_date(written, order=manner.orders.get(code, dates.DateOrder.DAY_FIRST))
    except ValueError as error:
        raise _Bad(_as_reason(error)) from None


def _as_reason(error: ValueError) -> str:
    return str(error).rstrip(".")
