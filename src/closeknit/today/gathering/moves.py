"""Who came to or left an account lately, or does something else there, in one statement, or two: three sources ask for it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery

from closeknit.accounts.models import Contact
from closeknit.accounts.queries import AccountIds
from closeknit.kit.fixed import Fixed, Given, GivenRows
from closeknit.kit.viewer import Viewer
from closeknit.today.models import PartChange, SeenTo


@dataclass(frozen=True)
class Move:
    """A place that somebody took or left lately, or where they do something else since `part_on`, whatever they did before.

    Elsewhere is the name of another account, empty where there is none.
    """

    contact: str
    name: str
    account: str
    from_on: date | None
    until_on: date | None
    has_successor: bool
    spoke_at: datetime | None
    elsewhere_now: str
    elsewhere_before: str
    is_left_seen: bool
    is_arrival_seen: bool
    title: str
    part_on: date | None
    part_before: str
    is_part_seen: bool


def list_moves(accounts: AccountIds, *, since: date, viewer: Viewer) -> tuple[Move, ...]:
    """Return who left these accounts, came to them, or got another part there, on or after `since`, the newest departures first."""
    places = Contact.objects.visible_to(viewer)
    moved = [pk for (pk,) in _MOVED.ask(viewer=viewer, accounts=accounts, since=since)]
    # Of most accounts nobody has: where they went and what was seen to is asked only of those who did.
    if not moved:
        return ()
    changes = PartChange.objects.visible_to(viewer).filter(on__gte=since)
    others = places.filter(person=OuterRef("person")).exclude(account=OuterRef("account"))
    earlier = others.filter(Q(from_on__isnull=True) | Q(from_on__lte=OuterRef("from_on")))
    newest = changes.filter(contact=OuterRef("pk")).order_by("-on", "-pk")
    rows = (
        places.filter(pk__in=moved)
        .annotate(
            now=_name(others.filter(until_on__isnull=True).order_by("-pk")),
            before=_name(earlier.order_by("pk")),
            left_seen=_seen(viewer, "left", "until_on"),
            arrival_seen=_seen(viewer, "arrived", "from_on"),
            part_on=Subquery(newest.values("on")[:1]),
            part_before=Subquery(newest.values("before")[:1]),
            part_seen=_seen(viewer, "part", "part_on"),
        )
        .order_by("-until_on", "pk")
    )
    found = rows.values_list(
        *("pk", "person__name", "account_id", "from_on", "until_on", "successor_id", "two_way_at"),
        *("now", "before", "left_seen", "arrival_seen", "title", "part_on", "part_before", "part_seen"),
    )
    return tuple(_move(values) for values in found)


def _select_moved(ours: Viewer) -> QuerySet[Any, Any]:
    since, accounts = Given("since", DateField()), GivenRows("accounts")
    changes = PartChange.objects.visible_to(ours).filter(on__gte=since, contact__account__in=accounts)
    here_lately = Q(until_on__isnull=True) & (Q(from_on__gte=since) | Q(pk__in=changes.values("contact")))
    places = Contact.objects.visible_to(ours).filter(Q(until_on__gte=since) | here_lately, account__in=accounts)
    return places.values_list("pk")


_MOVED = Fixed(_select_moved)


def _move(values: tuple[Any, ...]) -> Move:
    pk, name, account, from_on, until_on, heir, spoke_at, now, before = values[:9]
    left_seen, arrival_seen, title, part_on, part_before, part_seen = values[9:]
    return Move(
        contact=pk,
        name=name,
        account=account,
        from_on=from_on,
        until_on=until_on,
        has_successor=heir is not None,
        spoke_at=spoke_at,
        elsewhere_now=now or "",
        elsewhere_before=before or "",
        is_left_seen=left_seen,
        is_arrival_seen=arrival_seen,
        title=title,
        part_on=part_on,
        part_before=part_before or "",
        is_part_seen=part_seen,
    )


def _name(places: QuerySet[Contact]) -> Subquery:
    return Subquery(places.values("account__name")[:1])


def _seen(viewer: Viewer, what: str, day: str) -> Exists:
    return Exists(SeenTo.objects.visible_to(viewer).filter(contact=OuterRef("pk"), what=what, on=OuterRef(day)))
