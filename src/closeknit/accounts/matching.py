"""Who is meant by a name and an address as written. Certain, or it waits for a person: never guessed silently.

In this order: the exact address; what a person decided about this spelling before; the mail domain, which tells the account; the exact
name at that account, or a first name that only one person there has. Likeness of letters only proposes, it never decides.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz

from closeknit.accounts import directory as directories
from closeknit.accounts.directory import OPEN_TO_ALL, Asked, Directory, Place, domain_of
from closeknit.accounts.naming import first_word, fold
from closeknit.kit.viewer import Viewer

_GENERIC = re.compile(
    r"(?:speaker|sprecher|spreker|unknown|guest|participant|person|voice|interviewer|interviewee|moderator|host|agent"
    r"|customer|caller|user|me|you|them|us|audience(?: member)?|question|answer|response|q|a)[\s_#-]*\d*",
)
_PART_IN_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*$")
_US = frozenset(("us", "me", "our side", "ours"))
_LEAST_LIKENESS = 62


class Why(StrEnum):
    """What a match rests on."""

    ADDRESS = "address"
    DECIDED = "decided"
    DOMAIN = "domain"
    NAME = "name"
    ONLY_NAME = "only_name"
    OURS = "ours"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Match:
    """Who it is, as far as that is certain.

    `account` may be known where the person is not. `is_ours` says that one of our side spoke, also where we do not know which member.
    `is_unsure` waits for a person to decide.
    """

    contact: str | None
    member: str | None
    account: str | None
    is_ours: bool
    is_unsure: bool
    why: Why


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant, with the likeness of the names (0–100) that proposes them."""

    contact: str
    name: str
    account: str
    account_name: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Written:
    """How somebody is written in what we read; `on` is the day of the words: who left since was there then."""

    name: str = ""
    address: str = ""
    account_name: str = ""
    on: date | None = None


def match_speaker(
    name: str,
    address: str,
    *,
    viewer: Viewer,
    account: str | None = None,
    account_name: str = "",
    on: date | None = None,
) -> Match:
    """Return who is meant. `account` is a certain account, `account_name` one as written. For one row: a batch uses `match`."""
    written = Written(name, address, account_name, on)
    accounts = (account,) if account else ()
    return match(load_part([written], accounts=accounts, viewer=viewer), written, account=account)


def load_part(
    several: Iterable[Written], *, viewer: Viewer, accounts: Iterable[str] = (), contacts: Iterable[str] = ()
) -> Directory:
    """Return of the directory what can matter for matching `several`, at certain `accounts` and beside certain `contacts`, or none."""
    several = list(several)
    labels = [_part_label(written.name) for written in several]
    named = {fold(written.account_name) for written in several} | {bracketed for _, bracketed in labels}
    asked = Asked(
        people=frozenset(first_word(form) for name, _ in labels for form in _forms(name)) - {""},
        addresses=frozenset(_plain_address(written.address) for written in several) - {""},
        spellings=frozenset(key_of(written.name, written.address) for written in several) - {""},
        named=frozenset(named) - {""},
        accounts=frozenset(accounts),
        contacts=frozenset(contacts),
    )
    return directories.load_part(asked, viewer=viewer)


def match(directory: Directory, written: Written, *, account: str | None = None) -> Match:
    """Return who is meant by `written`, where the words are known to come from `account` or not."""
    name, bracketed = _part_label(written.name)
    address = _plain_address(written.address)
    account = account or find_account(directory, written.account_name) or find_account(directory, bracketed)
    if address in directory.members_by_address:
        return _ours(directory.members_by_address[address], account, Why.ADDRESS)
    if address in directory.persons_by_address:
        of_domain = find_account_of_domain(directory, domain_of(address))
        return _at_place(directory, directory.persons_by_address[address], account, of_domain, written.on)
    decided = _find_decided(directory, key_of(written.name, written.address), account)
    if decided is not None:
        return decided
    of_domain = find_account_of_domain(directory, domain_of(address))
    if of_domain is None and domain_of(address) in directory.own_domains:
        return _ours(_member_called(directory, name), account, Why.DOMAIN)
    account = of_domain or account
    if bracketed and (bracketed in _US or bracketed == fold(directory.house_name)):
        return _ours(_member_called(directory, name), account, Why.OURS)
    if not name and not address:
        return Match(None, None, account, False, bool(written.account_name) and account is None, Why.NOBODY)
    return _by_name(directory, name, account, written.on, has_address=bool(address))


def find_account(directory: Directory, name: str) -> str | None:
    """Return the one account of that name, whatever the case, or None."""
    found = directory.accounts_by_name.get(fold(name), []) if name else []
    return found[0] if len(found) == 1 else None


def find_account_of_domain(directory: Directory, domain: str) -> str | None:
    """Return the account whose mail domain this is, or one above it (mail.acme.example), or None."""
    found = next((above for above in directories.domains_above(domain) if above in directory.domains), None)
    return directory.domains[found] if found and found not in OPEN_TO_ALL else None


def propose(directory: Directory, name: str, *, account: str | None = None, limit: int = 4) -> list[Candidate]:
    """Return people whose names are like `name`, the likest first, for a person to choose from; those at `account` come before others."""
    wanted = fold(_part_label(name)[0])
    if not wanted or is_generic(wanted):
        return []
    places: Iterable[Place] = directory.places.values()
    found = [(_likeness(wanted, place.folded), place) for place in places]
    likely = [(score, place) for score, place in found if score >= _LEAST_LIKENESS]
    likely.sort(key=lambda one: (one[1].account != account, -one[0], one[1].until_on is not None, one[1].contact))
    return [
        Candidate(place.contact, place.name, place.account, directory.accounts[place.account], score)
        for score, place in likely[:limit]
    ]


def key_of(name: str, address: str) -> str:
    """Return what a decision about this spelling is remembered by: the address where there is one, else the name."""
    return (_plain_address(address) or fold(name))[:254]


def is_generic(name: str) -> bool:
    """Return whether a label names nobody in particular ("Speaker 2"): a decision about it holds in its own conversation only."""
    return bool(_GENERIC.fullmatch(fold(name)))


def _plain_address(written: str) -> str:
    return fold(written).removeprefix("mailto:").strip("<> ")


def _part_label(name: str) -> tuple[str, str]:
    """Part "Ana Costa (Harrow Fell)" into the name and what stands in brackets, folded."""
    found = _PART_IN_BRACKETS.search(name)
    return (fold(name[: found.start()]), fold(found[1])) if found else (fold(name), "")


def _at_place(directory: Directory, person: str, account: str | None, of_domain: str | None, on: date | None) -> Match:
    """Return the place that a known address spoke from: at the account that is certain, at the only one, or at that of its domain."""
    places = directory.places_by_person.get(person, [])
    here = [place for place in places if place.account == account]
    there = [place for place in places if place.covers(on)] or [place for place in places if place.until_on is None]
    several = here or there or places
    if len({place.account for place in several}) > 1:
        several = [place for place in several if place.account == of_domain]
    if not several:
        return Match(None, None, account, False, True, Why.ADDRESS)
    # Two places at one account follow each other: the newer one that covers the day is the place.
    newest = max(several, key=lambda place: (place.from_on or date.min, place.contact))
    return Match(newest.contact, None, newest.account, False, False, Why.ADDRESS)


def _find_decided(directory: Directory, key: str, account: str | None) -> Match | None:
    """A decision about a name holds at its account; one about an address, or where no account is known, everywhere."""
    if not key:
        return None
    found = directory.decided.get((key, account))
    if found is None and (account is None or "@" in key):
        found = directory.decided.get((key, None))
    if found is None:
        return None
    if found.member:
        return _ours(found.member, account, Why.DECIDED)
    place = directory.places.get(found.contact or "")
    if place is None:
        return Match(None, None, account, False, False, Why.DECIDED)
    return Match(place.contact, None, place.account, False, False, Why.DECIDED)


def _by_name(directory: Directory, name: str, account: str | None, on: date | None, *, has_address: bool) -> Match:
    forms = _forms(name)
    at_account = directory.places_at.get(account, []) if account else []
    here = [place for place in at_account if place.folded in forms]
    ours = _member_called(directory, name)
    elsewhere = account is None and any(form in directory.places_by_name for form in forms)
    if ours and not here and not elsewhere and not has_address:
        return _ours(ours, account, Why.NAME)
    if account is None or is_generic(name):
        return Match(None, None, account, False, True, Why.UNKNOWN)
    persons = {place.person for place in here}
    if len(persons) == 1 and not ours:
        place = next((place for place in here if place.covers(on)), here[-1])
        return Match(place.contact, None, account, False, False, Why.NAME)
    if not here and not has_address:
        first = _by_first_name(directory, name, at_account, account)
        if first is not None:
            return first
    return Match(None, None, account, False, True, Why.DOMAIN if has_address else Why.UNKNOWN)


def _by_first_name(directory: Directory, name: str, at_account: Sequence[Place], account: str) -> Match | None:
    """A bare first name is certain only where one person of that name can be meant: there and among us together."""
    if " " in name or not name:
        return None
    theirs = {place.person: place for place in at_account if place.folded.split()[:1] == [name]}
    ours = [pk for member, pks in directory.members_by_name.items() if member.split()[:1] == [name] for pk in pks]
    if len(theirs) == 1 and not ours:
        return Match(next(iter(theirs.values())).contact, None, account, False, False, Why.ONLY_NAME)
    if len(ours) == 1 and not theirs:
        return _ours(ours[0], account, Why.ONLY_NAME)
    return None


def _forms(name: str) -> set[str]:
    """The ways in which one name is written: "Costa, Ana" is Ana Costa."""
    last, comma, first = name.partition(",")
    return {name, f"{first.strip()} {last.strip()}"} if comma and first.strip() else {name}


def _member_called(directory: Directory, name: str) -> str | None:
    found = [pk for form in _forms(name) for pk in directory.members_by_name.get(form, ())]
    return found[0] if len(found) == 1 else None


def _ours(member: str | None, account: str | None, why: Why) -> Match:
    return Match(None, member, account, True, False, why)


def _likeness(wanted: str, known: str) -> float:
    if " " not in wanted and wanted in known.split():
        return 95.0
    return fuzz.token_sort_ratio(wanted, known)
