"""Reads about accounts and people, as frozen rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from closeknit.accounts import checks
from closeknit.accounts.models import (
    Account,
    AccountDomain,
    Competitor,
    Contact,
    CoreTeam,
    PersonAddress,
    ProductName,
    Service,
    Standing,
)
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer

PAGE = 50
NOBODY = "nobody"  # as the owner in a filter: accounts that nobody looks after


@dataclass(frozen=True)
class AccountRow:
    """One account with where it stands now. `worth_minor` is None where it is unknown or the viewer may not see it."""

    id: str
    name: str
    kind: str
    sector: str
    zone: str
    owner_id: str
    owner: str
    stage: str
    stage_since: date | None
    aim: str
    review_on: date | None
    worth_minor: int | None
    renewal_on: date | None
    two_way_at: datetime | None
    tried_at: datetime | None
    owed_since: datetime | None
    n_people: int


@dataclass(frozen=True)
class ContactRow:
    """One person's place at one account."""

    id: str
    person_id: str
    name: str
    account_id: str
    account: str
    title: str
    role: str
    language: str
    email: str
    phone: str
    from_on: date | None
    until_on: date | None
    successor: str
    two_way_at: datetime | None


@dataclass(frozen=True)
class PersonRow:
    """One person, wherever they are."""

    id: str
    name: str
    language: str
    note: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]


def get_account(account: str, *, viewer: Viewer) -> AccountRow:
    """Return one account of ours, or raise NotFound. For our side: it holds the standing."""
    rows = _accounts(Standing.objects.visible_to(viewer).filter(pk=account), viewer)
    if not rows:
        raise NotFound("There is no account by that name.")
    return rows[0]


def find_account_by_name(name: str, *, viewer: Viewer) -> AccountRow | None:
    """Return the account called `name`, whatever the case, or None."""
    rows = _accounts(Standing.objects.visible_to(viewer).filter(account__name_key=checks.name_key(name)), viewer)
    return rows[0] if rows else None


def list_accounts(
    *, viewer: Viewer, owner: str = "", kind: str = "", stage: str = "", containing: str = "", page: int | None = None
) -> list[AccountRow]:
    """Return accounts by name, filtered; a page of 50 from page 1, or all of them without `page`."""
    rows = _matching(viewer, owner, kind, stage, containing).order_by("account__name_key", "pk")
    return _accounts(rows if page is None else rows[(page - 1) * PAGE : page * PAGE], viewer)


def count_matching(*, viewer: Viewer, owner: str = "", kind: str = "", stage: str = "", containing: str = "") -> int:
    """Return how many accounts `list_accounts` has with the same filters."""
    return _matching(viewer, owner, kind, stage, containing).count()


def count_accounts(*, viewer: Viewer) -> int:
    """Return how many accounts there are."""
    return Account.objects.visible_to(viewer).count()


def count_owned(*, viewer: Viewer) -> dict[str, int]:
    """Return member id → how many accounts they own; members with none are left out."""
    owned = Account.objects.visible_to(viewer).filter(owner__isnull=False).order_by()
    return dict(owned.values_list("owner_id").annotate(n=Count("pk")))


def list_names(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, name) of every account, by name: for lists to choose from."""
    return list(Account.objects.visible_to(viewer).order_by("name_key", "pk").values_list("pk", "name"))


def list_contacts(*, viewer: Viewer, account: str = "", with_left: bool = False) -> list[ContactRow]:
    """Return the people at an account (or everywhere), present ones first, by name."""
    rows = Contact.objects.visible_to(viewer).select_related("person", "account", "successor__person")
    rows = rows.filter(account_id=account) if account else rows
    rows = rows if with_left else rows.filter(until_on__isnull=True)
    return _contacts(list(rows.order_by("until_on", "person__name", "pk")), viewer)


def get_contact(contact: str, *, viewer: Viewer) -> ContactRow:
    """Return one contact, or raise NotFound."""
    rows = list(
        Contact.objects.visible_to(viewer).select_related("person", "account", "successor__person").filter(pk=contact)
    )
    if not rows:
        raise NotFound("There is nobody by that name.")
    return _contacts(rows, viewer)[0]


def list_places(person: str, *, viewer: Viewer) -> list[ContactRow]:
    """Return every place that a person has or had, the newest first."""
    rows = (
        Contact.objects.visible_to(viewer)
        .select_related("person", "account", "successor__person")
        .filter(person_id=person)
    )
    return _contacts(list(rows.order_by("-from_on", "-pk")), viewer)


def list_contacts_of(accounts: Sequence[str], *, viewer: Viewer) -> list[ContactRow]:
    """Return the people who are at any of these accounts now, by account and name."""
    rows = Contact.objects.visible_to(viewer).select_related("person", "account", "successor__person")
    rows = rows.filter(account__in=accounts, until_on__isnull=True)
    return _contacts(list(rows.order_by("account_id", "person__name", "pk")), viewer)


def list_departures(accounts: Sequence[str], *, since: date, viewer: Viewer) -> list[ContactRow]:
    """Return who left any of these accounts on or after `since`, the newest first."""
    rows = Contact.objects.visible_to(viewer).select_related("person", "account", "successor__person")
    rows = rows.filter(account__in=accounts, until_on__gte=since)
    return _contacts(list(rows.order_by("-until_on", "pk")), viewer)


def get_person(person: str, *, viewer: Viewer) -> PersonRow:
    """Return one person with all their addresses, or raise NotFound."""
    row = checks.get_person(person, viewer=viewer)
    known = PersonAddress.objects.visible_to(viewer).filter(person=row).order_by("pk")
    addresses = list(known.values_list("kind", "value"))
    return PersonRow(
        id=row.pk,
        name=row.name,
        language=row.language,
        note=row.note,
        emails=tuple(value for kind, value in addresses if kind == "email"),
        phones=tuple(value for kind, value in addresses if kind == "phone"),
    )


def list_domains(account: str, *, viewer: Viewer) -> list[str]:
    """Return the mail domains of an account."""
    return list(
        AccountDomain.objects.visible_to(viewer).filter(account_id=account).order_by("pk").values_list("pk", flat=True)
    )


def list_core_team(account: str, *, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, name) of the members beside the owner who look after an account, by name."""
    team = CoreTeam.objects.visible_to(viewer).filter(account_id=account)
    return list(team.order_by("member__name").values_list("member_id", "member__name"))


def list_served(account: str, *, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, name) of the accounts that this one serves: our customer's customers, by name."""
    served = Service.objects.visible_to(viewer).filter(account_id=account)
    return list(served.order_by("served__name").values_list("served_id", "served__name"))


def list_competitors(*, viewer: Viewer) -> dict[str, list[str]]:
    """Return each competitor's name with its spellings."""
    return dict(Competitor.objects.visible_to(viewer).order_by("name").values_list("name", "spellings"))


def list_product_names(*, viewer: Viewer) -> dict[str, list[str]]:
    """Return each product name of ours with its spellings."""
    return dict(ProductName.objects.visible_to(viewer).order_by("name").values_list("name", "spellings"))


def _matching(viewer: Viewer, owner: str, kind: str, stage: str, containing: str) -> QuerySet[Standing]:
    rows = Standing.objects.visible_to(viewer)
    for value, condition in (
        (owner, Q(account__owner_id=None if owner == NOBODY else owner)),
        (kind, Q(account__kind=kind)),
        (stage, Q(stage=stage)),
        (containing, Q(account__name_key__contains=checks.name_key(containing))),
    ):
        rows = rows.filter(condition) if value else rows
    return rows


def _accounts(rows: object, viewer: Viewer) -> list[AccountRow]:
    standings = list(rows.select_related("account__owner"))  # type: ignore[attr-defined]  # a queryset, sliced or not
    people = dict(
        Contact.objects.visible_to(viewer)
        .filter(account__in=[standing.pk for standing in standings], until_on__isnull=True)
        .values_list("account")
        .annotate(n=Count("pk"))
    )
    sees_worth = viewer.can(Capability.SEE_WORTH)
    return [_account(standing, people.get(standing.pk, 0), sees_worth) for standing in standings]


def _account(standing: Standing, n_people: int, sees_worth: bool) -> AccountRow:
    account = standing.account
    return AccountRow(
        id=account.pk,
        name=account.name,
        kind=account.kind,
        sector=account.sector,
        zone=account.zone,
        owner_id=account.owner_id or "",
        owner=account.owner.name if account.owner else "",
        stage=standing.stage,
        stage_since=standing.stage_since,
        aim=standing.aim,
        review_on=standing.review_on,
        worth_minor=standing.worth_minor if sees_worth else None,
        renewal_on=standing.renewal_on,
        two_way_at=standing.two_way_at,
        tried_at=standing.tried_at,
        owed_since=standing.owed_since,
        n_people=n_people,
    )


def _contacts(rows: list[Contact], viewer: Viewer) -> list[ContactRow]:
    addresses: dict[tuple[str, str], str] = {}
    people = [row.person_id for row in rows]
    for person, kind, value in (
        PersonAddress.objects.visible_to(viewer)
        .filter(person__in=people)
        .order_by("-pk")
        .values_list("person_id", "kind", "value")
    ):
        addresses.setdefault((person, kind), value)
    return [
        ContactRow(
            id=row.pk,
            person_id=row.person_id,
            name=row.person.name,
            account_id=row.account_id,
            account=row.account.name,
            title=row.title,
            role=row.role,
            language=row.person.language,
            email=addresses.get((row.person_id, "email"), ""),
            phone=addresses.get((row.person_id, "phone"), ""),
            from_on=row.from_on,
            until_on=row.until_on,
            successor=row.successor.person.name if row.successor else "",
            two_way_at=row.two_way_at,
        )
        for row in rows
    ]
