"""Writes about accounts and people."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from closeknit.accounts import checks, events, naming
from closeknit.accounts.models import (
    Account,
    AccountDomain,
    Competitor,
    Contact,
    CoreTeam,
    Person,
    PersonAddress,
    ProductName,
    Service,
    Spelling,
    Standing,
)
from closeknit.accounts.spaces import entering
from closeknit.analysis.kinds import AccountKind, ContactRole, Stage
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


@operation(Capability.KEEP_ACCOUNTS)
def add_account(
    *,
    name: str,
    viewer: Viewer,
    at: datetime,
    kind: str = AccountKind.CUSTOMER,
    owner: str | None = None,
    domain: str = "",
    sector: str = "",
    worth_minor: int | None = None,
    renewal_on: date | None = None,
    import_id: str = "",
) -> str:
    """Add an account, outside the circle until somebody draws it in, and return its id; or raise NameTaken or DomainTaken."""
    checks.check_name_free(name, viewer=viewer)
    checks.check_is_here(owner, viewer=viewer)
    account = Account.objects.add(
        Account(
            id=ids.new("account"),
            name=name,
            name_key=checks.name_key(name),
            kind=AccountKind(kind),
            sector=sector,
            owner_id=owner,
            created_at=at,
            import_id=import_id,
        )
    )
    standing = Standing.objects.add(Standing(account=account, worth_minor=worth_minor, renewal_on=renewal_on))
    undo.keep_new(account, standing)
    if domain:
        checks.check_domain_free(domain.lower(), viewer=viewer)
        undo.keep_new(AccountDomain.objects.add(AccountDomain(domain=domain.lower(), account=account)))
    record(events.AccountAdded(subject=account.pk, account=account.pk, account_kind=kind), viewer=viewer, at=at)
    return account.pk


@operation(Capability.KEEP_ACCOUNTS)
def change_account(
    *,
    account: str,
    viewer: Viewer,
    at: datetime,
    name: str,
    kind: str,
    sector: str = "",
    zone: str = "",
) -> None:
    """Change what an account is called and is, or raise NotFound or NameTaken."""
    row = checks.get_account(account, viewer=viewer)
    checks.check_name_free(name, viewer=viewer, but=row.pk)
    undo.keep(row)
    row.change(name=name, name_key=checks.name_key(name), kind=AccountKind(kind), sector=sector, zone=zone)
    record(events.AccountChanged(subject=row.pk, account=row.pk, what="basics"), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def hand_over(*, account: str, owner: str | None, viewer: Viewer, at: datetime) -> None:
    """Give an account to another owner, or to nobody; or raise NotFound."""
    row = checks.get_account(account, viewer=viewer)
    checks.check_is_here(owner, viewer=viewer)
    undo.keep(row)
    row.change(owner_id=owner)
    record(events.AccountHandedOver(subject=row.pk, account=row.pk, owner=owner or ""), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def set_core_team(*, account: str, members: Sequence[str], viewer: Viewer, at: datetime) -> None:
    """Say who beside the owner looks after an account, or raise NotFound."""
    row = checks.get_account(account, viewer=viewer)
    for member in members:
        checks.check_is_here(member, viewer=viewer)
    team = CoreTeam.objects.visible_to(viewer).filter(account=row)
    undo.keep(*team, subject=row.pk)
    team.delete()
    undo.keep_new(*[CoreTeam.objects.add(CoreTeam(account=row, member_id=member)) for member in dict.fromkeys(members)])
    record(events.AccountChanged(subject=row.pk, account=row.pk, what="core_team"), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def add_service(*, account: str, served: str, viewer: Viewer, at: datetime) -> None:
    """Say that `account` serves `served`: the latter is our customer's customer. Saying it twice changes nothing."""
    row, other = checks.get_account(account, viewer=viewer), checks.get_account(served, viewer=viewer)
    if not Service.objects.visible_to(viewer).filter(account=row, served=other).exists():
        undo.keep_new(Service.objects.add(Service(account=row, served=other)), subject=row.pk)
    record(events.AccountChanged(subject=row.pk, account=row.pk, what="serves"), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def change_standing(*, account: str, viewer: Viewer, at: datetime, **changes: Any) -> None:
    """Set fields of an account's standing (worth_minor, renewal_on); `circle` and `portfolio` write stage, aim and review here too."""
    row = checks.get_account(account, viewer=viewer)
    standing = Standing.objects.visible_to(viewer).get(pk=row.pk)
    undo.keep(standing, subject=row.pk)
    if "stage" in changes:
        changes["stage"] = Stage(changes["stage"])
    standing.change(**changes)
    what = "+".join(sorted(changes))
    record(events.StandingChanged(subject=row.pk, account=row.pk, what=what), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def add_contact(
    *,
    account: str,
    name: str,
    viewer: Viewer,
    at: datetime,
    email: str = "",
    phone: str = "",
    title: str = "",
    role: str = "",
    language: str = "",
    from_on: date | None = None,
    import_id: str = "",
) -> str:
    """Add a person at an account and return the contact's id. A person with that address who is known is given this place as well."""
    row = checks.get_account(account, viewer=viewer)
    person = _person_with(email, viewer) or _new_person(name, email, phone, language, viewer, at)
    here = Contact.objects.visible_to(viewer).filter(person=person, account=row, until_on__isnull=True).first()
    contact = here or Contact.objects.add(
        Contact(
            id=ids.new("contact", row.pk),
            person=person,
            account=row,
            title=title,
            role=role,
            from_on=from_on,
            import_id=import_id,
        )
    )
    if here is None:
        undo.keep_new(contact)
    record(events.ContactAdded(subject=contact.pk, account=row.pk, person=person.pk), viewer=viewer, at=at)
    return contact.pk


@operation(Capability.KEEP_ACCOUNTS)
def introduce(
    *,
    account: str,
    name: str,
    viewer: Viewer,
    at: datetime,
    emails: Sequence[str] = (),
    phones: Sequence[str] = (),
    note: str = "",
    title: str = "",
    role: str = "",
    language: str = "",
    from_on: date | None = None,
) -> str:
    """Add a person at an account with all that is known of them and return the contact's id; or raise NotFound or AddressTaken."""
    contact = add_contact(
        account=account,
        name=name,
        email=emails[0] if emails else "",
        phone=phones[0] if phones else "",
        title=title,
        role=ContactRole(role) if role else "",
        language=language,
        from_on=from_on,
        viewer=viewer,
        at=at,
    )
    person = checks.get_contact(contact, viewer=viewer).person
    if len(emails) > 1 or len(phones) > 1:
        _add_addresses(person, "email", [email.lower() for email in emails[1:]], viewer)
        _add_addresses(person, "phone", phones[1:], viewer)
    if note and not person.note:
        undo.keep(person)
        person.change(note=note)
    record(events.ContactChanged(subject=contact, account=account, what="introduced"), viewer=viewer, at=at)
    return contact


@operation(Capability.KEEP_ACCOUNTS)
def add_place(
    *,
    person: str,
    account: str,
    viewer: Viewer,
    at: datetime,
    title: str = "",
    role: str = "",
    from_on: date | None = None,
) -> str:
    """Give somebody whom we know a place at another account and return the contact's id; or raise NotFound or AlreadyThere."""
    who, row = checks.get_person(person, viewer=viewer), checks.get_account(account, viewer=viewer)
    checks.check_not_there(who, row, viewer=viewer)
    place = Contact(
        id=ids.new("contact", row.pk),
        person=who,
        account=row,
        title=title,
        role=ContactRole(role) if role else "",
        # Whoever turns up elsewhere came on a day: without one nobody would be told of it.
        from_on=from_on or identity_queries.today_at(at),
    )
    undo.keep_new(Contact.objects.add(place))
    record(events.ContactAdded(subject=place.pk, account=row.pk, person=who.pk), viewer=viewer, at=at)
    return place.pk


@operation(Capability.KEEP_ACCOUNTS)
def change_contact(
    *,
    contact: str,
    name: str,
    title: str,
    role: str,
    viewer: Viewer,
    at: datetime,
    language: str = "",
    from_on: date | None = None,
    emails: Sequence[str] | None = None,
    phones: Sequence[str] | None = None,
    note: str | None = None,
    function: str | None = None,
    level: str | None = None,
) -> None:
    """Change what a contact is called and is here, or raise NotFound, BadDates or AddressTaken. None leaves as it is."""
    row = checks.get_contact(contact, viewer=viewer)
    checks.check_dates(from_on, row.until_on)
    undo.keep(row, row.person)
    row.person.change(
        name=name,
        first_word=naming.first_word(name),
        language=language,
        note=row.person.note if note is None else note,
    )
    row.change(
        title=title,
        role=ContactRole(role) if role else "",
        from_on=from_on,
        function=row.function if function is None else checks.read_function(function),
        level=row.level if level is None else checks.read_level(level),
    )
    if emails is not None:
        _set_addresses(row.person, "email", [email.lower() for email in emails], viewer)
    if phones is not None:
        _set_addresses(row.person, "phone", phones, viewer)
    record(events.ContactChanged(subject=row.pk, account=row.account_id, what="basics"), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def say_function(*, contact: str, function: str, level: str, viewer: Viewer, at: datetime) -> None:
    """Say in which part of the company somebody works and how far their word reaches; empty: as the title says. Or raise NotFound."""
    row = checks.get_contact(contact, viewer=viewer)
    undo.keep(row)
    row.change(function=checks.read_function(function), level=checks.read_level(level))
    record(events.ContactChanged(subject=row.pk, account=row.account_id, what="function"), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def end_contact(*, contact: str, until_on: date, successor: str | None, viewer: Viewer, at: datetime) -> None:
    """Record that somebody left an account, and who came after them; their words stay where they were said."""
    row = checks.get_contact(contact, viewer=viewer)
    checks.check_can_leave(row, until_on)
    undo.keep(row)
    heir = checks.get_contact(successor, viewer=viewer) if successor else None
    row.change(until_on=until_on, successor=heir)
    entering.shut_out(row, viewer=viewer, at=at)
    left = events.ContactLeft(
        subject=row.pk, account=row.account_id, until_on=until_on, successor=heir.pk if heir else ""
    )
    record(left, viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def set_competitors(*, names: dict[str, list[str]], viewer: Viewer, at: datetime) -> None:
    """Set the competitors we watch, each with its spellings."""
    _set_names(Competitor, "competitor", names, viewer)
    record(events.NamesChanged(subject="house", what="competitors"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def set_product_names(*, names: dict[str, list[str]], viewer: Viewer, at: datetime) -> None:
    """Set the names of what we ship, each with its spellings."""
    _set_names(ProductName, "product", names, viewer)
    record(events.NamesChanged(subject="house", what="products"), viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def decide_spelling(
    *, written: str, account: str | None, contact: str | None, member: str | None, viewer: Viewer, at: datetime
) -> None:
    """Remember who is meant by a name or address as written, at one account or everywhere. The newest decision holds."""
    known = Spelling.objects.visible_to(viewer).filter(written=written.casefold(), account_id=account).first()
    if known is not None:
        undo.keep(known)
        known.change(contact_id=contact, member_id=member, decided_by_id=viewer.member, decided_at=at)
    else:
        known = Spelling.objects.add(
            Spelling(
                id=ids.new("spelling", account or ids.HOUSE),
                written=written.casefold(),
                account_id=account,
                contact_id=contact,
                member_id=member,
                decided_by_id=viewer.member,
                decided_at=at,
            )
        )
        undo.keep_new(known)
    record(events.SpellingDecided(subject=known.pk, account=account or "", contact=contact or ""), viewer=viewer, at=at)


def _set_names(
    model: type[Competitor] | type[ProductName], kind: str, names: dict[str, list[str]], viewer: Viewer
) -> None:
    rows = {row.name: row for row in model.objects.visible_to(viewer)}
    undo.keep(*rows.values(), subject="house")
    for name, row in rows.items():
        if name not in names:
            row.delete()
    for name, spellings in names.items():
        if name in rows:
            rows[name].change(spellings=spellings)
        else:
            row = model(id=ids.new(kind), name=name, spellings=spellings)
            row.save(force_insert=True)
            undo.keep_new(row, subject="house")


def _person_with(email: str, viewer: Viewer) -> Person | None:
    if not email:
        return None
    address = (
        PersonAddress.objects.visible_to(viewer)
        .filter(kind="email", value=email.lower())
        .select_related("person")
        .first()
    )
    return address.person if address else None


def _set_addresses(person: Person, kind: str, values: Sequence[str], viewer: Viewer) -> None:
    known = {row.value: row for row in PersonAddress.objects.visible_to(viewer).filter(person=person, kind=kind)}
    for value, row in known.items():
        if value not in values:
            undo.keep(row)
            row.delete()
    _add_addresses(person, kind, [value for value in values if value and value not in known], viewer)


def _add_addresses(person: Person, kind: str, values: Sequence[str], viewer: Viewer) -> None:
    for value in dict.fromkeys(values):
        if kind == "email":
            checks.check_address_free(value, viewer=viewer, but=person.pk)
        added = PersonAddress(id=ids.new("address"), person=person, kind=kind, value=value)
        undo.keep_new(PersonAddress.objects.add(added))


def _new_person(name: str, email: str, phone: str, language: str, viewer: Viewer, at: datetime) -> Person:
    person = Person(
        id=ids.new("person"), name=name, first_word=naming.first_word(name), language=language, created_at=at
    )
    Person.objects.add(person)
    undo.keep_new(person)
    for kind, value in (("email", email.lower()), ("phone", phone)):
        if value:
            undo.keep_new(
                PersonAddress.objects.add(PersonAddress(id=ids.new("address"), person=person, kind=kind, value=value))
            )
    return person
