"""Which column of a table says what about accounts and people: the fields there are, and the guess that a person may correct."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from closeknit.analysis.kinds import ContactRole
from closeknit.kit.tables import mapping as mappings
from closeknit.kit.tables.mapping import Field, Kind
from closeknit.kit.tables.table import Row


class Column(StrEnum):
    """What a column can say. The codes are stable: they stand in kept mappings."""

    ACCOUNT = "account"
    EXTERNAL_ID = "external_id"
    DOMAIN = "domain"
    KIND = "kind"
    OWNER = "owner"
    STAGE = "stage"
    AIM = "aim"
    WORTH = "worth"
    RENEWAL = "renewal"
    SECTOR = "sector"
    SERVES = "serves"
    PERSON = "person"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    PHONE = "phone"
    TITLE = "title"
    ROLE = "role"
    LANGUAGE = "language"
    FROM = "from"
    UNTIL = "until"
    NOTE = "note"


def _field(
    column: Column, listed: str, kind: Kind = Kind.CHOICE, *, never: str = "", among: frozenset[str] = frozenset()
) -> Field:
    """A field by its names, one a comma, likeliest first."""
    return Field(column, _names(listed), kind, never=_names(never), among=among)


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())


_ROLES = frozenset(mappings.normalise(role.value) for role in ContactRole)
_OURS = "owner, manager, rep, csm, agent, member, responsible, assigned, betreuer"
# How exports name each column. Earlier fields win a name that both know.
FIELDS = (
    _field(
        Column.ACCOUNT,
        "account, account name, company, company name, organisation, organization, organisation name, organization name, "
        "customer, customer name, firm, employer, firma, unternehmen, klant, bedrijf, client, client name, entreprise, "
        "société, empresa",
        Kind.NAME,
    ),
    _field(
        Column.EXTERNAL_ID,
        "account id, company id, customer id, external id, record id, crm id, kundennummer, id",
    ),
    _field(
        Column.DOMAIN,
        "domain, domains, mail domain, email domain, website, web, url, homepage, company domain, company domain name, webseite",
    ),
    _field(
        Column.OWNER,
        "owner, owner email, owner name, account owner, account manager, company owner, sales rep, rep, responsible, manager, "
        "csm, betreuer, eigenaar",
    ),
    _field(Column.KIND, "kind, type, account type, customer type, lifecycle stage, relationship, typ, soort"),
    _field(Column.STAGE, "stage, ring, circle, standing"),
    _field(Column.AIM, "aim, target, target stage, wanted stage"),
    _field(
        Column.WORTH,
        "worth, revenue, annual revenue, yearly revenue, arr, acv, value, account value, contract value, turnover, umsatz, omzet, "
        "spend, amount",
        Kind.NUMBER,
    ),
    _field(
        Column.RENEWAL,
        "renewal, renewal on, renewal date, contract end, contract end date, expires, end date",
        Kind.DATE,
        never="start, password, birth, created, updated",
    ),
    _field(Column.SECTOR, "sector, industry, branch, branche, segment, vertical, market"),
    _field(Column.SERVES, "serves, customer of, their customer, their customers, serving"),
    _field(
        Column.EMAIL,
        "email, mail, e mail, email address, mail address, person email, contact email, work email",
        Kind.EMAIL,
        never=_OURS,
    ),
    _field(
        Column.PERSON,
        "person, person name, contact, contact name, full name, contact person, ansprechpartner",
        Kind.NAME,
    ),
    _field(Column.FIRST_NAME, "first name, first, given name, forename, vorname, voornaam, prénom", Kind.NAME),
    _field(Column.LAST_NAME, "last name, last, surname, family name, nachname, achternaam", Kind.NAME),
    _field(Column.PHONE, "phone, telephone, tel, mobile, phone number, mobile phone, telefon, telefoon"),
    _field(Column.TITLE, "title, job title, position, function, job, person title, funktion, functie"),
    # A "role" is mostly a job title.
    _field(Column.ROLE, "role, buying role, contact role, part, person role, rolle", among=_ROLES),
    _field(Column.LANGUAGE, "language, lang, preferred language, sprache, taal"),
    _field(Column.FROM, "from, from on, since, start, start date, joined"),
    _field(Column.UNTIL, "until, until on, to, left, left on"),
    _field(Column.NOTE, "note, notes, remark, remarks, bemerkung"),
)
_ABOUT_ACCOUNTS = {Column.DOMAIN, Column.KIND, Column.WORTH, Column.RENEWAL, Column.STAGE, Column.OWNER}


def guess(columns: Sequence[str], sample: Sequence[Row]) -> dict[str, str]:
    """Return column → code for the columns that can be told by their name and first rows; the others are left out.

    No code is given twice. A bare "name" is the account's, unless something else names the account or all looks like people.
    """
    mapped = mappings.guess_mapping(FIELDS, columns, sample)
    found = {choice.column: field for field, choices in mapped.fields.items() for choice in choices}
    named = set(found.values())
    for column in columns:
        if mappings.normalise(column) == "name" and column not in found:
            people = Column.ACCOUNT in named or (Column.EMAIL in named and not named & _ABOUT_ACCOUNTS)
            code = Column.PERSON if people else Column.ACCOUNT
            if code not in named:
                found[column] = code
    return {column: str(found[column]) for column in columns if column in found}


def check(mapping: Mapping[str, str]) -> str:
    """Return why nothing could be read with `mapping`, as a sentence, or an empty string where something can."""
    codes = [code for code in mapping.values() if code]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        columns = [column for column, code in mapping.items() if code == twice[0]]
        return f"“{columns[0]}” and “{columns[1]}” are said to be the same. Leave one of them out."
    if not {Column.ACCOUNT, Column.DOMAIN, Column.EXTERNAL_ID, Column.EMAIL} & set(codes):
        return "Say which column names the account; without it no row can be placed."
    return ""
