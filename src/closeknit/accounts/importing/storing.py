"""Storing one chunk of drafts: what is there already is found, what is missing is made, what is blank is filled, nothing is overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from closeknit.accounts import checks, events, naming
from closeknit.accounts.directory import OPEN_TO_ALL, domain_of
from closeknit.accounts.importing.drafts import AccountDraft, Draft, PersonDraft, Rejected
from closeknit.accounts.importing.known import Known
from closeknit.accounts.models import (
    Account,
    AccountDomain,
    Contact,
    ImportTrace,
    Person,
    PersonAddress,
    Service,
    Standing,
)
from closeknit.accounts.spaces import entering
from closeknit.analysis.kinds import AccountKind, Stage
from closeknit.kit import ids
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer


class _Conflict(ValueError):
    """A row contradicts what is there; the sentence goes to the person."""


@dataclass
class Stored:
    """What became of a chunk."""

    n_new: int = 0
    n_same: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    unknown_owners: dict[str, int] = field(default_factory=dict)


def store(drafts: Sequence[Draft], *, source: str, known: Known, viewer: Viewer, at: datetime) -> Stored:
    """Write what `drafts` say, in the running operation, and return what became of each."""
    writing = _Writing(source, known, viewer, at)
    stored = Stored()
    for draft in drafts:
        before = len(writing.traces)
        try:
            writing.place(draft, stored)
        except _Conflict as conflict:
            stored.rejected.append(Rejected(draft.row, str(conflict), _said(draft)))
        else:
            if len(writing.traces) > before:
                stored.n_new += 1
            else:
                stored.n_same += 1
    ImportTrace.objects.add_many(writing.traces)
    return stored


def store_services(drafts: Sequence[Draft], *, source: str, known: Known, viewer: Viewer, at: datetime) -> None:
    """Write whom each account serves, when every row of the table has been stored: who is served may stand further down."""
    writing = _Writing(source, known, viewer, at)
    for draft in drafts:
        writing.place_services(draft)
    ImportTrace.objects.add_many(writing.traces)


class _Writing:
    """One chunk on its way into the tables, with the trace of all that it writes."""

    def __init__(self, source: str, known: Known, viewer: Viewer, at: datetime) -> None:
        self.source, self.known, self.viewer, self.at = source, known, viewer, at
        self.traces: list[ImportTrace] = []
        # What this chunk made itself need not be asked for again.
        self.standings: dict[str, Standing] = {}
        self.new_people: set[str] = set()

    def place(self, draft: Draft, stored: Stored) -> None:
        """Write one row's account and person, or raise _Conflict and write nothing."""
        account = self._find(draft)
        # Everything that can be refused is looked at before anything is written: a refused row leaves nothing behind.
        domains = [domain for domain in draft.account.domains if self._is_free(domain, account)]
        owner = self._owner(draft.account.owner, account, stored)
        if account is None:
            account = self._make(draft.account, owner)
        else:
            self._fill(account, draft.account, owner)
        for domain in domains:
            self.known.domains[domain] = account
            self._made(AccountDomain.objects.add(AccountDomain(domain=domain, account=account)))
        self._stand(account, draft.account)
        if draft.person is not None:
            self._person(account, draft.person)

    def place_services(self, draft: Draft) -> None:
        """Write whom one row's account serves; a row that was refused says nothing here either."""
        try:
            account = self._find(draft)
        except _Conflict:
            return
        if account is not None:
            for name in draft.account.serves:
                self._serve(account, name)

    def _find(self, draft: Draft) -> Account | None:
        """By the other system's id, then by name, then by domain, then by the domain of the person's address."""
        said = draft.account
        found = self.known.externals.get(said.external_id) if said.external_id else None
        if found is None and said.name:
            found = self.known.names.get(checks.name_key(said.name))
            if found and said.external_id and found.external_id and found.external_id != said.external_id:
                raise _Conflict(f"{found.name} is known by the id {found.external_id}, not {said.external_id}")
        if found is None:
            found = next((self.known.domains[one] for one in said.domains if one in self.known.domains), None)
        if found is None and not said.name and draft.person is not None:
            domain = domain_of(draft.person.email)
            found = self.known.domains.get(domain) if domain not in OPEN_TO_ALL else None
            if found is None:
                raise _Conflict("names no account, and no account has the domain of this address")
        if found is None and not said.name:
            raise _Conflict("names no account that is known here")
        return found

    def _is_free(self, domain: str, account: Account | None) -> bool:
        holder = self.known.domains.get(domain)
        if holder is not None and holder is not account:
            raise _Conflict(f"{domain} already belongs to {holder.name}")
        return holder is None

    def _owner(self, written: str, account: Account | None, stored: Stored) -> str | None:
        if not written:
            return None
        member = self.known.members.get(written.casefold())
        if member is None and (account is None or account.owner_id is None):
            stored.unknown_owners[written] = stored.unknown_owners.get(written, 0) + 1
        return member

    def _make(self, said: AccountDraft, owner: str | None) -> Account:
        account = Account.objects.add(
            Account(
                id=ids.new("account"),
                name=said.name,
                name_key=checks.name_key(said.name),
                external_id=said.external_id,
                kind=AccountKind(said.kind or AccountKind.CUSTOMER),
                sector=said.sector,
                owner_id=owner,
                created_at=self.at,
                import_id=self.source,
            )
        )
        self._made(account)
        self.known.add(account)
        self.standings[account.pk] = Standing.objects.add(Standing(account=account))
        self._made(self.standings[account.pk])
        added = events.AccountAdded(subject=account.pk, account=account.pk, account_kind=account.kind)
        record(added, viewer=self.viewer, at=self.at)
        return account

    def _fill(self, account: Account, said: AccountDraft, owner: str | None) -> None:
        blank = {
            name: value
            for name, value in (("sector", said.sector), ("external_id", said.external_id), ("owner_id", owner))
            if value and not getattr(account, name)
        }
        if blank:
            self._filled(account, blank)
            if "external_id" in blank:
                self.known.externals[said.external_id] = account
            record(
                events.AccountChanged(subject=account.pk, account=account.pk, what="filled"),
                viewer=self.viewer,
                at=self.at,
            )

    def _stand(self, account: Account, said: AccountDraft) -> None:
        wanted = {"worth_minor": said.worth_minor, "renewal_on": said.renewal_on, "aim": said.aim}
        if not said.stage and not any(value not in (None, "") for value in wanted.values()):
            return
        standing = self.standings.get(account.pk) or Standing.objects.visible_to(self.viewer).get(pk=account.pk)
        blank = {
            name: value
            for name, value in wanted.items()
            if value not in (None, "") and getattr(standing, name) in (None, "")
        }
        # Outside with no day is where an account lands by itself: nobody has decided that yet.
        if (
            said.stage
            and standing.stage == Stage.OUTSIDE
            and standing.stage_since is None
            and said.stage != standing.stage
        ):
            blank |= {"stage": said.stage, "stage_since": self.known.today}
        if blank:
            self._filled(standing, blank)
            what = "+".join(sorted(blank.keys() - {"stage_since"}))
            record(
                events.StandingChanged(subject=account.pk, account=account.pk, what=what),
                viewer=self.viewer,
                at=self.at,
            )

    def _serve(self, account: Account, name: str) -> None:
        served = self.known.names.get(checks.name_key(name)) or self._make(
            AccountDraft(name=name[:200], kind=AccountKind.STAKEHOLDER), None
        )
        services = Service.objects.visible_to(self.viewer)
        if served.pk != account.pk and not services.filter(account=account, served=served).exists():
            self._made(Service.objects.add(Service(account=account, served=served)))

    def _person(self, account: Account, said: PersonDraft) -> None:
        person = self.known.person(account, said.name, said.email)
        if person is None:
            person = Person.objects.add(
                Person(
                    id=ids.new("person"),
                    name=said.name,
                    first_word=naming.first_word(said.name),
                    language=said.language,
                    note=said.note,
                    created_at=self.at,
                )
            )
            self._made(person)
            self.new_people.add(person.pk)
        else:
            self._fill_row(person, language=said.language, note=said.note)
        self.known.add_person(account, person, said.email)
        self._address(person, "email", said.email)
        self._address(person, "phone", said.phone)
        self._place(account, person, said)
        self.new_people.discard(person.pk)

    def _address(self, person: Person, kind: str, value: str) -> None:
        if not value:
            return
        known = PersonAddress.objects.visible_to(self.viewer).filter(kind=kind, value=value)
        if person.pk in self.new_people or not (known if kind == "email" else known.filter(person=person)).exists():
            self._made(
                PersonAddress.objects.add(PersonAddress(id=ids.new("address"), person=person, kind=kind, value=value))
            )

    def _place(self, account: Account, person: Person, said: PersonDraft) -> None:
        places = Contact.objects.visible_to(self.viewer).filter(person=person, account=account)
        here = None if person.pk in self.new_people else places.order_by("until_on", "pk").first()
        if here is not None:
            until = said.until_on if said.until_on and (here.from_on or date.min) <= said.until_on else None
            self._fill_row(
                here, title=said.title, role=said.role, from_on=_before(said.from_on, here.until_on), until_on=until
            )
            if until:
                entering.shut_out(here, viewer=self.viewer, at=self.at)
            return
        contact = Contact.objects.add(
            Contact(
                id=ids.new("contact", account.pk),
                person=person,
                account=account,
                title=said.title,
                role=said.role,
                from_on=said.from_on,
                until_on=said.until_on,
                import_id=self.source,
            )
        )
        self._made(contact)
        record(
            events.ContactAdded(subject=contact.pk, account=account.pk, person=person.pk),
            viewer=self.viewer,
            at=self.at,
        )

    def _fill_row(self, row: Person | Contact, **said: Any) -> None:
        blank = {name: value for name, value in said.items() if value and not getattr(row, name)}
        if blank:
            self._filled(row, blank)

    def _made(self, row: Any) -> None:
        self.traces.append(ImportTrace(source_id=self.source, model=row._meta.model_name, row_id=row.pk, at=self.at))

    def _filled(self, row: Any, blank: dict[str, Any]) -> None:
        row.change(**blank)
        kept = {name: value.isoformat() if isinstance(value, date) else value for name, value in blank.items()}
        trace = ImportTrace(source_id=self.source, model=row._meta.model_name, row_id=row.pk, filled=kept, at=self.at)
        self.traces.append(trace)


def _before(day: date | None, limit: date | None) -> date | None:
    return day if day and (limit is None or day <= limit) else None


def _said(draft: Draft) -> str:
    person = (draft.person.name, draft.person.email) if draft.person else ()
    parts = (draft.account.name, *draft.account.domains, *person)
    return " · ".join(part for part in parts if part)[:200]
