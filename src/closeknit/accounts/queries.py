"""Reads about accounts and people, as frozen rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value

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
from closeknit.analysis.kinds import AccountKind
from closeknit.kit.capabilities import Capability
from closeknit.kit.fixed import Fixed, GivenRows
from closeknit.kit.lookups import Ready
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer

PAGE = 50
# Which accounts another room's query is about: their ids, or `select_owned`, which leaves choosing them to the database.
AccountIds: TypeAlias = Sequence[str] | QuerySet[Account, str] | Ready
NOBODY = "nobody"  # as the owner in a filter: accounts that nobody looks after


@dataclass(frozen=True)
class AccountRow:
    """One account with where it stands now. `worth_minor` is None where it is unknown or not to be seen.

    Money is not spoken of with a department of ours: it has no worth and no renewal here, whatever was typed before.
    """

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
    # As one of us said; empty: as the title says.
    function: str = ""
    level: str = ""


@dataclass(frozen=True)
class PersonRow:
    """One person, wherever they are."""

    id: str
    name: str
    language: str
    note: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]


def has_money(kind: str) -> bool:
    """Return whether money is spoken of with accounts of this kind: a department of ours pays nothing and renews nothing."""
    return kind != AccountKind.INTERNAL


def get_account(account: str, *, viewer: Viewer) -> AccountRow:
    """Return one account of ours, or raise NotFound. For our side: it holds the standing."""
    # Nobody but ours has a standing to read.
    found = _STANDING.ask(viewer=viewer, accounts=[account]) if viewer.is_ours else []
    if not found:
        raise NotFound("There is no account by that name.")
    return _row(found[0], viewer.can(Capability.SEE_WORTH))


def find_account_by_name(name: str, *, viewer: Viewer) -> AccountRow | None:
    """Return the account called `name`, whatever the case, or None."""
    rows = _rows(Standing.objects.visible_to(viewer).filter(account__name_key=checks.name_key(name)), viewer)
    return rows[0] if rows else None


def list_accounts(
    *, viewer: Viewer, owner: str = "", kind: str = "", stage: str = "", containing: str = "", page: int | None = None
) -> list[AccountRow]:
    """Return accounts by name, filtered; a page of 50 from page 1, or all of them without `page`."""
    rows = _matching(viewer, owner, kind, stage, containing).order_by("account__name_key", "pk")
    return _rows(rows if page is None else rows[(page - 1) * PAGE : page * PAGE], viewer)


def list_accounts_of(accounts: AccountIds, *, viewer: Viewer) -> list[AccountRow]:
    """Return these accounts, by name."""
    rows = Standing.objects.visible_to(viewer).filter(pk__in=accounts)
    return _rows(rows.order_by("account__name_key", "pk"), viewer)


def list_accounts_that(condition: Q, *, viewer: Viewer) -> list[AccountRow]:
    """Return the accounts whose standing fulfils a condition, by name."""
    rows = Standing.objects.visible_to(viewer).filter(condition)
    return _rows(rows.order_by("account__name_key", "pk"), viewer)


def select_owned(owner: str, *, viewer: Viewer, also: Collection[str] = ()) -> QuerySet[Account, str]:
    """Return the ids of the accounts that `owner` looks after (of all, where empty) as a condition; nothing is read here.

    `also` names further accounts, such as those for which they were asked to make a call.
    """
    rows = Account.objects.visible_to(viewer)
    if owner:
        rows = rows.filter(Q(owner_id=owner) | Q(pk__in=also)) if also else rows.filter(owner_id=owner)
    return rows.order_by().values_list("pk", flat=True)


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
    if account and not with_left and viewer.is_ours:
        return list_contacts_of([account], viewer=viewer)
    rows = Contact.objects.visible_to(viewer)
    rows = rows.filter(account_id=account) if account else rows
    rows = rows if with_left else rows.filter(until_on__isnull=True)
    return _contacts(rows.order_by("until_on", "person__name", "pk"), viewer)


def count_contacts(*, viewer: Viewer, most: int) -> int:
    """Return how many people are anywhere now; `most` where there are more."""
    return Contact.objects.visible_to(viewer).filter(until_on__isnull=True).order_by()[:most].count()


def get_contact(contact: str, *, viewer: Viewer) -> ContactRow:
    """Return one contact, or raise NotFound."""
    rows = _contacts(Contact.objects.visible_to(viewer).filter(pk=contact), viewer)
    if not rows:
        raise NotFound("There is nobody by that name.")
    return rows[0]


def list_places(person: str, *, viewer: Viewer) -> list[ContactRow]:
    """Return every place that a person has or had, the newest first."""
    rows = Contact.objects.visible_to(viewer).filter(person_id=person)
    return _contacts(rows.order_by("-from_on", "-pk"), viewer)


def list_contacts_of(accounts: Sequence[str], *, viewer: Viewer) -> list[ContactRow]:
    """Return the people who are at any of these accounts now, by account and name."""
    return [_contact(values) for values in _PEOPLE.ask(viewer=viewer, accounts=accounts)]


def list_departures(accounts: AccountIds, *, since: date, viewer: Viewer) -> list[ContactRow]:
    """Return who left any of these accounts on or after `since`, the newest first."""
    rows = Contact.objects.visible_to(viewer).filter(account__in=accounts, until_on__gte=since)
    return _contacts(rows.order_by("-until_on", "pk"), viewer)


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


def list_beside(account: str, *, viewer: Viewer) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return `list_core_team` and `list_served` of an account, for a page that shows both: one statement."""
    team = CoreTeam.objects.visible_to(viewer).filter(account_id=account).annotate(is_ours=Value(True))
    served = Service.objects.visible_to(viewer).filter(account_id=account).annotate(is_ours=Value(False))
    found = team.values_list("member_id", "member__name", "is_ours").union(
        served.values_list("served_id", "served__name", "is_ours"), all=True
    )
    beside = sorted(found, key=lambda one: one[1])
    return [(pk, name) for pk, name, is_ours in beside if is_ours], [
        (pk, name) for pk, name, ours in beside if not ours
    ]


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


def _rows(standings: QuerySet[Standing], viewer: Viewer) -> list[AccountRow]:
    """Return the rows of a queryset that went through `visible_to` already, in its order, in one query: lists are long."""
    sees_worth = viewer.can(Capability.SEE_WORTH)
    return [_row(values, sees_worth) for values in _select(standings, viewer)]


def _select(standings: QuerySet[Standing], viewer: Viewer) -> QuerySet[Standing, tuple[Any, ...]]:
    here = Contact.objects.visible_to(viewer).filter(account=OuterRef("pk"), until_on__isnull=True).order_by()
    counted = here.values("account").annotate(n=Count("pk")).values("n")
    return standings.annotate(n_people=Subquery(counted, output_field=IntegerField())).values_list(
        *("account_id", "account__name", "account__kind", "account__sector", "account__zone"),
        *("account__owner_id", "account__owner__name", "stage", "stage_since", "aim", "review_on"),
        *("worth_minor", "renewal_on", "two_way_at", "tried_at", "owed_since", "n_people"),
    )


_STANDING = Fixed(lambda ours: _select(Standing.objects.visible_to(ours).filter(pk__in=GivenRows("accounts")), ours))


def _row(values: tuple[Any, ...], sees_worth: bool) -> AccountRow:
    pk, name, kind, sector, zone, owner, owner_name = values[:7]
    stage, since, aim, review_on, worth, renewal_on, two_way_at, tried_at, owed_since, n_people = values[7:]
    return AccountRow(
        id=pk,
        name=name,
        kind=kind,
        sector=sector,
        zone=zone,
        owner_id=owner or "",
        owner=owner_name or "",
        stage=stage,
        stage_since=since,
        aim=aim,
        review_on=review_on,
        worth_minor=worth if sees_worth and has_money(kind) else None,
        renewal_on=renewal_on if has_money(kind) else None,
        two_way_at=two_way_at,
        tried_at=tried_at,
        owed_since=owed_since,
        n_people=n_people or 0,
    )


def _contacts(contacts: QuerySet[Contact], viewer: Viewer) -> list[ContactRow]:
    """Return the rows of a queryset that went through `visible_to` already, in its order, each with its newest addresses: one query."""
    return [_contact(values) for values in _select_contacts(contacts, viewer)]


def _select_contacts(contacts: QuerySet[Contact], viewer: Viewer) -> QuerySet[Contact, tuple[Any, ...]]:
    known = PersonAddress.objects.visible_to(viewer).filter(person=OuterRef("person")).order_by("-pk").values("value")
    return contacts.annotate(
        email=Subquery(known.filter(kind="email")[:1]), phone=Subquery(known.filter(kind="phone")[:1])
    ).values_list(
        *("pk", "person_id", "person__name", "account_id", "account__name", "title", "role"),
        *("person__language", "from_on", "until_on", "successor__person__name", "two_way_at", "function", "level"),
        *("email", "phone"),
    )


def _select_people(ours: Viewer) -> QuerySet[Contact, tuple[Any, ...]]:
    rows = Contact.objects.visible_to(ours).filter(account__in=GivenRows("accounts"), until_on__isnull=True)
    return _select_contacts(rows.order_by("account_id", "person__name", "pk"), ours)


_PEOPLE = Fixed(_select_people)


def _contact(values: tuple[Any, ...]) -> ContactRow:
    pk, person, name, account_id, account, title, role, language = values[:8]
    from_on, until_on, successor, two_way_at, function, level, email, phone = values[8:]
    return ContactRow(
        id=pk,
        person_id=person,
        name=name,
        account_id=account_id,
        account=account,
        title=title,
        role=role,
        language=language,
        email=email or "",
        phone=phone or "",
        from_on=from_on,
        until_on=until_on,
        successor=successor or "",
        two_way_at=two_way_at,
        function=function,
        level=level,
    )
