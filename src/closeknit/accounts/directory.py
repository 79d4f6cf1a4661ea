"""Everybody we know, laid out for looking up: by address, by mail domain, by name at an account.

A batch lays out the whole of it once; for what one person hands in, only the part is read that could matter for it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from closeknit.accounts import events
from closeknit.accounts.models import Account, AccountDomain, Contact, PersonAddress, Spelling
from closeknit.accounts.naming import fold
from closeknit.identity import events as identity_events
from closeknit.identity.models import House, Member
from closeknit.kit import undo
from closeknit.kit.events import Event
from closeknit.kit.models import EventRow
from closeknit.kit.viewer import Viewer

# Anybody may have an address here, so the domain tells nothing about whose people they are.
OPEN_TO_ALL = frozenset(
    (
        *(
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "hotmail.com",
            "live.com",
            "msn.com",
            "yahoo.com",
            "yahoo.co.uk",
        ),
        *("icloud.com", "me.com", "mac.com", "aol.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "posteo.de"),
        *(
            "mailbox.org",
            "proton.me",
            "protonmail.com",
            "orange.fr",
            "free.fr",
            "laposte.net",
            "wanadoo.fr",
            "libero.it",
        ),
        *("btinternet.com", "ziggo.nl", "kpnmail.nl", "hetnet.nl"),
    )
)

# What changes who is known; the number of such events is the state that a directory was laid out in.
_CHANGES = [
    event.kind
    for module in (events, identity_events, undo)
    for event in vars(module).values()
    if isinstance(event, type) and issubclass(event, Event) and event is not Event
]


@dataclass(frozen=True, slots=True)
class Place:
    """One person's place at one account."""

    contact: str
    person: str
    account: str
    name: str
    folded: str
    from_on: date | None
    until_on: date | None

    def covers(self, on: date | None) -> bool:
        """Return whether they were there on that day; without a day, whether they are there still."""
        if on is None:
            return self.until_on is None
        return (self.from_on is None or self.from_on <= on) and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about a spelling: a contact, a member, or (both empty) nobody we keep."""

    contact: str | None
    member: str | None


@dataclass
class Directory:
    """The look-ups; made by `load` or `load_part` and not changed afterwards. `state` is that of the whole, nought in a part."""

    state: int = 0
    house_name: str = ""
    accounts: dict[str, str] = field(default_factory=dict)
    accounts_by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    domains: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    places_by_person: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    places_by_name: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    places_at: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    persons_by_address: dict[str, str] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    members_by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    members_by_address: dict[str, str] = field(default_factory=dict)
    own_domains: set[str] = field(default_factory=set)
    decided: dict[tuple[str, str | None], Decided] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What some words or speakers can be looked up by, all of it folded.

    `people` are first words of people's names. `named` are names of accounts whose people may be meant; `every_account` asks for the names
    of all accounts, without their people.
    """

    people: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    spellings: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    every_account: bool = False


def load(viewer: Viewer) -> Directory:
    """Return everybody as known now. Reads every account and contact: for a batch, not for each row."""
    directory = Directory(state_of(viewer))
    _add_us(directory, viewer)
    _add_accounts(directory, viewer)
    directory.domains = dict(AccountDomain.objects.visible_to(viewer).values_list("pk", "account_id"))
    _add_addresses(directory, PersonAddress.objects.visible_to(viewer))
    _add_spellings(directory, Spelling.objects.visible_to(viewer))
    _add_places(directory, Contact.objects.visible_to(viewer))
    return directory


def load_part(asked: Asked, *, viewer: Viewer) -> Directory:
    """Return what of `load` can matter for `asked`: those of the names, addresses and spellings, and all who are at the same accounts."""
    directory = Directory()
    _add_us(directory, viewer)
    if asked.every_account or asked.named:
        _add_accounts(directory, viewer)
    domains = {above for address in asked.addresses for above in domains_above(domain_of(address))}
    held = AccountDomain.objects.visible_to(viewer).filter(pk__in=domains)
    directory.domains = dict(held.values_list("pk", "account_id"))
    _add_addresses(directory, PersonAddress.objects.visible_to(viewer).filter(value__in=asked.addresses))
    _add_spellings(directory, Spelling.objects.visible_to(viewer).filter(written__in=asked.spellings))
    certain = asked.contacts | {one.contact for one in directory.decided.values() if one.contact}
    contacts = Contact.objects.visible_to(viewer)
    # One statement each: joined by OR, a database reads the whole table instead of its indexes.
    accounts = set(asked.accounts) | set(directory.domains.values())
    accounts |= {pk for name in asked.named for pk in directory.accounts_by_name.get(name, ())}
    persons = set(directory.persons_by_address.values())
    accounts.update(contacts.filter(person__in=persons).values_list("account_id", flat=True))
    accounts.update(contacts.filter(pk__in=certain).values_list("account_id", flat=True))
    _add_places(directory, contacts.filter(account__in=accounts))
    _add_places(directory, contacts.filter(person__first_word__in=asked.people))
    return directory


def state_of(viewer: Viewer) -> int:
    """Return what grows whenever anybody becomes known, moves or leaves: a directory of this state is still good.

    Counted outside a transaction, or it may count what is never committed.
    """
    return EventRow.objects.visible_to(viewer).filter(kind__in=_CHANGES).count()


def domain_of(address: str) -> str:
    """Return the mail domain of an address, or an empty string."""
    return address.rpartition("@")[2].strip(" >.").lower() if "@" in address else ""


def domains_above(domain: str) -> list[str]:
    """Return a mail domain and those above it, nearest first: mail.acme.example, acme.example."""
    parts = domain.split(".")
    return [".".join(parts[start:]) for start in range(len(parts) - 1)]


def _add_us(directory: Directory, viewer: Viewer) -> None:
    directory.house_name = House.objects.visible_to(viewer).values_list("name", flat=True).first() or ""
    for pk, name, email in Member.objects.visible_to(viewer).values_list("pk", "name", "email"):
        directory.members[pk] = name
        directory.members_by_name[fold(name)].append(pk)
        directory.members_by_address[email.lower()] = pk
        domain = domain_of(email)
        if domain and domain not in OPEN_TO_ALL:
            directory.own_domains.add(domain)


def _add_accounts(directory: Directory, viewer: Viewer) -> None:
    for pk, name in Account.objects.visible_to(viewer).values_list("pk", "name"):
        directory.accounts[pk] = name
        directory.accounts_by_name[fold(name)].append(pk)


def _add_addresses(directory: Directory, rows: QuerySet[PersonAddress]) -> None:
    emails = rows.filter(kind="email").values_list("value", "person_id")
    directory.persons_by_address = {value.lower(): person for value, person in emails}


def _add_spellings(directory: Directory, rows: QuerySet[Spelling]) -> None:
    for written, account, contact, member in rows.values_list("written", "account_id", "contact_id", "member_id"):
        directory.decided[written, account] = Decided(contact, member)


def _add_places(directory: Directory, rows: QuerySet[Contact]) -> None:
    columns = ("pk", "person_id", "account_id", "person__name", "from_on", "until_on")
    for contact, person, account, name, from_on, until_on in rows.order_by("pk").values_list(*columns):
        if contact in directory.places:
            continue
        place = Place(contact, person, account, name, fold(name), from_on, until_on)
        directory.places[place.contact] = place
        directory.places_by_person[place.person].append(place)
        directory.places_by_name[place.folded].append(place)
        directory.places_at[place.account].append(place)
