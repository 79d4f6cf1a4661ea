"""Which column of a table says what about accounts and people: the fields there are, and the guess that a person may correct."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from closeknit.analysis.kinds import ContactRole
from closeknit.kit.tables import values


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


# How exports name each column, with everything but letters and digits taken out. Earlier fields win a name that both know.
_NAMES: dict[Column, tuple[str, ...]] = {
    Column.ACCOUNT: (
        *("account", "accountname", "company", "companyname", "organisation", "organization", "organisationname"),
        *(
            "organizationname",
            "customer",
            "customername",
            "firm",
            "employer",
            "firma",
            "unternehmen",
            "klant",
            "bedrijf",
        ),
        *("client", "clientname", "entreprise", "société", "empresa"),
    ),
    Column.EXTERNAL_ID: (
        "accountid",
        "companyid",
        "customerid",
        "externalid",
        "recordid",
        "crmid",
        "kundennummer",
        "id",
    ),
    Column.DOMAIN: (
        *("domain", "domains", "maildomain", "emaildomain", "website", "web", "url", "homepage", "companydomain"),
        *("companydomainname", "webseite"),
    ),
    Column.OWNER: (
        *("owner", "owneremail", "ownername", "accountowner", "accountmanager", "companyowner", "salesrep", "rep"),
        *("responsible", "manager", "csm", "betreuer", "eigenaar"),
    ),
    Column.KIND: ("kind", "type", "accounttype", "customertype", "lifecyclestage", "relationship", "typ", "soort"),
    Column.STAGE: ("stage", "ring", "circle", "standing"),
    Column.AIM: ("aim", "target", "targetstage", "wantedstage"),
    Column.WORTH: (
        *("worth", "revenue", "annualrevenue", "yearlyrevenue", "arr", "acv", "value", "accountvalue", "contractvalue"),
        *("turnover", "umsatz", "omzet", "spend", "amount"),
    ),
    Column.RENEWAL: ("renewal", "renewalon", "renewaldate", "contractend", "contractenddate", "expires", "enddate"),
    Column.SECTOR: ("sector", "industry", "branch", "branche", "segment", "vertical", "market"),
    Column.SERVES: ("serves", "customerof", "theircustomer", "theircustomers", "serving"),
    Column.EMAIL: ("email", "mail", "emailaddress", "mailaddress", "personemail", "contactemail", "workemail"),
    Column.PERSON: ("person", "personname", "contact", "contactname", "fullname", "contactperson", "ansprechpartner"),
    Column.FIRST_NAME: ("firstname", "first", "givenname", "forename", "vorname", "voornaam", "prénom"),
    Column.LAST_NAME: ("lastname", "last", "surname", "familyname", "nachname", "achternaam"),
    Column.PHONE: ("phone", "telephone", "tel", "mobile", "phonenumber", "mobilephone", "telefon", "telefoon"),
    Column.TITLE: ("title", "jobtitle", "position", "function", "job", "persontitle", "funktion", "functie"),
    Column.ROLE: ("role", "buyingrole", "contactrole", "part", "personrole", "rolle"),
    Column.LANGUAGE: ("language", "lang", "preferredlanguage", "sprache", "taal"),
    Column.FROM: ("from", "fromon", "since", "start", "startdate", "joined"),
    Column.UNTIL: ("until", "untilon", "to", "left", "lefton"),
    Column.NOTE: ("note", "notes", "remark", "remarks", "bemerkung"),
}
_ABOUT_ACCOUNTS = {Column.DOMAIN, Column.KIND, Column.WORTH, Column.RENEWAL, Column.STAGE, Column.OWNER}
_ROLES = {role.value for role in ContactRole}


def guess(columns: Sequence[str], samples: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return column → code for the columns that can be told by their name and first rows; the others are left out.

    No code is given twice. A bare "name" is the account's, unless something else names the account or all looks like people.
    """
    found: dict[str, str] = {}
    for code, names in _NAMES.items():
        for place, column in sorted(enumerate(columns), key=lambda pair: _rank(pair[1], names)):
            if _rank(column, names) < len(names) and column not in found and _fits(code, place, samples):
                found[column] = code
                break
    named = set(found.values())
    for column in columns:
        if _plain(column) == "name" and column not in found:
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


def _rank(column: str, names: Sequence[str]) -> int:
    plain = _plain(column)
    return names.index(plain) if plain in names else len(names)


def _plain(column: str) -> str:
    return re.sub(r"[\W_]+", "", column.casefold())


def _fits(code: Column, place: int, samples: Sequence[Sequence[str]]) -> bool:
    """Names lie: a "role" is mostly a job title, a "contact" may be an address, a "type" anything."""
    cells = [row[place].strip() for row in samples if place < len(row) and row[place].strip()]
    if not cells:
        return True
    if code is Column.EMAIL:
        return 2 * sum(1 for cell in cells if values.find_address(cell)) >= len(cells)
    if code is Column.PERSON:
        return not all(values.find_address(cell) for cell in cells)
    if code is Column.ROLE:
        return 2 * sum(1 for cell in cells if cell.casefold().replace(" ", "_") in _ROLES) >= len(cells)
    return True
