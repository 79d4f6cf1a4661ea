"""May this happen now, to an account or a person?"""

from datetime import date

from closeknit.accounts.models import Account, AccountDomain, Contact, Person, PersonAddress
from closeknit.analysis.kinds import ContactFunction, ContactLevel
from closeknit.identity.models import Member
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer


class NameTaken(Refused):
    """There is an account of that name."""


class DomainTaken(Refused):
    """Another account has that mail domain."""


class AddressTaken(Refused):
    """Another person has that address."""


class AlreadyLeft(Refused):
    """The contact has left already."""


class AlreadyThere(Refused):
    """The person has a place at that account."""


class ServesItself(Refused):
    """An account would be its own customer."""


class BadDates(Refused):
    """Until lies before from."""


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common: no case, one space between words.

    A database folds case by its own rules (SQLite only in ASCII), so it is done here, once.
    """
    return " ".join(name.split()).casefold()


def check_name_free(name: str, *, viewer: Viewer, but: str = "") -> None:
    """Raise NameTaken where another account than `but` is called `name`."""
    if Account.objects.visible_to(viewer).filter(name_key=name_key(name)).exclude(pk=but).exists():
        raise NameTaken(f"There is an account called “{name}” already.")


def check_domain_free(domain: str, *, viewer: Viewer, but: str = "") -> None:
    """Raise DomainTaken where another account than `but` has `domain`."""
    taken = (
        AccountDomain.objects.visible_to(viewer)
        .filter(pk=domain)
        .exclude(account_id=but)
        .select_related("account")
        .first()
    )
    if taken is not None:
        raise DomainTaken(f"{domain} already belongs to {taken.account.name}.")


def check_address_free(email: str, *, viewer: Viewer, but: str = "") -> None:
    """Raise AddressTaken where another person than `but` has the address."""
    taken = PersonAddress.objects.visible_to(viewer).filter(kind="email", value=email.lower()).exclude(person_id=but)
    found = taken.select_related("person").first()
    if found is not None:
        raise AddressTaken(f"{email} is the address of {found.person.name}. Add them to this account instead.")


def check_is_here(member: str | None, *, viewer: Viewer) -> None:
    """Raise NotFound where `member` is named and nobody of ours who is still here."""
    if member and not Member.objects.visible_to(viewer).filter(pk=member, left_at__isnull=True).exists():
        raise NotFound("There is nobody of ours by that name.")


def check_can_leave(contact: Contact, until_on: date) -> None:
    """Raise AlreadyLeft or BadDates where the contact cannot leave on that day."""
    if contact.until_on is not None:
        raise AlreadyLeft("They have left already.")
    check_dates(contact.from_on, until_on)


def check_dates(from_on: date | None, until_on: date | None) -> None:
    """Raise BadDates where somebody would leave before they came."""
    if from_on is not None and until_on is not None and until_on < from_on:
        raise BadDates("They cannot leave before they came.")


def check_not_there(person: Person, account: Account, *, viewer: Viewer) -> None:
    """Raise AlreadyThere where the person has a place at the account now."""
    if Contact.objects.visible_to(viewer).filter(person=person, account=account, until_on__isnull=True).exists():
        raise AlreadyThere(f"{person.name} has a place at {account.name} already.")


def read_function(code: str) -> str:
    """Return the code of a part of a company, or empty; or raise NotFound."""
    if code and code not in {one.value for one in ContactFunction}:
        raise NotFound("There is no such part of a company.")
    return code


def read_level(code: str) -> str:
    """Return the code of a level, or empty; or raise NotFound."""
    if code and code not in {one.value for one in ContactLevel}:
        raise NotFound("There is no such level.")
    return code


def get_account(account: str, *, viewer: Viewer) -> Account:
    """Return the account that `viewer` may see, or raise NotFound."""
    row = Account.objects.visible_to(viewer).filter(pk=account).first()
    if row is None:
        raise NotFound("There is no account by that name.")
    return row


def get_contact(contact: str, *, viewer: Viewer) -> Contact:
    """Return the contact that `viewer` may see, or raise NotFound."""
    row = Contact.objects.visible_to(viewer).select_related("person", "account").filter(pk=contact).first()
    if row is None:
        raise NotFound("There is nobody by that name.")
    return row


def get_person(person: str, *, viewer: Viewer) -> Person:
    """Return the person that `viewer` may see, or raise NotFound."""
    row = Person.objects.visible_to(viewer).filter(pk=person).first()
    if row is None:
        raise NotFound("There is nobody by that name.")
    return row
