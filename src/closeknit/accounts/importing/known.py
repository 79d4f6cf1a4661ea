"""What the house knows already, as far as the rows of one chunk ask: accounts by name, domain and id, people, members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from closeknit.accounts import checks
from closeknit.accounts.importing.drafts import Draft
from closeknit.accounts.models import Account, AccountDomain, Contact, Person, PersonAddress
from closeknit.identity import queries as identity_queries
from closeknit.kit.viewer import Viewer


@dataclass
class Known:
    """Looked up once a chunk, in its transaction, and kept up with what the chunk itself adds."""

    names: dict[str, Account]
    domains: dict[str, Account]
    externals: dict[str, Account]
    members: dict[str, str]
    by_email: dict[str, Person]
    by_place: dict[tuple[str, str], Person]
    today: date

    def add(self, account: Account) -> None:
        """Remember an account that was just made."""
        self.names[account.name_key] = account
        if account.external_id:
            self.externals[account.external_id] = account

    def add_person(self, account: Account, person: Person, email: str) -> None:
        """Remember somebody who has a place at an account now."""
        self.by_place.setdefault((account.pk, checks.name_key(person.name)), person)
        if email:
            self.by_email.setdefault(email, person)

    def person(self, account: Account, name: str, email: str) -> Person | None:
        """Return who is meant: the one with the address; without an address, the one of that name at the account."""
        if email:
            found = self.by_email.get(email)
            return found or self._of_name_without_address(account, name)
        return self.by_place.get((account.pk, checks.name_key(name)))

    def _of_name_without_address(self, account: Account, name: str) -> Person | None:
        found = self.by_place.get((account.pk, checks.name_key(name)))
        # The same name with another address may be somebody else: only a person without one is taken for them.
        return found if found and found not in self.by_email.values() else None


def look_up(drafts: Sequence[Draft], *, viewer: Viewer, today: date) -> Known:
    """Return what is known of everything that `drafts` name."""
    said = [draft.account for draft in drafts]
    people = [draft.person for draft in drafts if draft.person]
    emails = {person.email for person in people if person.email}
    domains = {one for account in said for one in account.domains} | {email.partition("@")[2] for email in emails}
    keys = {checks.name_key(name) for account in said for name in (account.name, *account.serves) if name}
    rows = Account.objects.visible_to(viewer)
    held = AccountDomain.objects.visible_to(viewer).filter(pk__in=domains).select_related("account")
    externals = rows.filter(external_id__in={account.external_id for account in said if account.external_id})
    # One account may be found in three ways: it must be one object, or what is filled in one would be blank in the other.
    one: dict[str, Account] = {}
    known = Known(
        names={row.name_key: one.setdefault(row.pk, row) for row in rows.filter(name_key__in=keys)},
        domains={row.pk: one.setdefault(row.account_id, row.account) for row in held},
        externals={row.external_id: one.setdefault(row.pk, row) for row in externals},
        members=_members(viewer),
        by_email={},
        by_place={},
        today=today,
    )
    _look_up_people(known, list(one), emails, viewer)
    return known


def _look_up_people(known: Known, accounts: list[str], emails: set[str], viewer: Viewer) -> None:
    places = Contact.objects.visible_to(viewer).filter(account__in=accounts)
    asked = Q(value__in=emails) | Q(person__in=places.values("person"))
    one: dict[str, Person] = {}
    for address in PersonAddress.objects.visible_to(viewer).filter(asked, kind="email").select_related("person"):
        known.by_email[address.value] = one.setdefault(address.person_id, address.person)
    for row in places.select_related("person").order_by("pk"):
        person = one.setdefault(row.person_id, row.person)
        known.by_place.setdefault((row.account_id, checks.name_key(person.name)), person)


def _members(viewer: Viewer) -> dict[str, str]:
    members = identity_queries.list_members(viewer=viewer)
    return {row.name.casefold(): row.id for row in members} | {row.email.casefold(): row.id for row in members}
