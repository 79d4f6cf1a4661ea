"""Who came to or left an account lately, in one statement: two sources ask for it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from closeknit.accounts.models import Contact
from closeknit.accounts.queries import AccountIds
from closeknit.kit.viewer import Viewer
from closeknit.today.models import SeenTo


@dataclass(frozen=True)
class Move:
    """A place that somebody took or left lately; elsewhere is the name of another account, empty where there is none."""

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


def list_moves(accounts: AccountIds, *, since: date, viewer: Viewer) -> tuple[Move, ...]:
    """Return who left these accounts, or came to them, on or after `since`, the newest departures first."""
    places = Contact.objects.visible_to(viewer)
    lately = Q(until_on__gte=since) | Q(until_on__isnull=True, from_on__gte=since)
    others = places.filter(person=OuterRef("person")).exclude(account=OuterRef("account"))
    earlier = others.filter(Q(from_on__isnull=True) | Q(from_on__lte=OuterRef("from_on")))
    rows = (
        places.filter(lately, account__in=accounts)
        .annotate(
            now=_name(others.filter(until_on__isnull=True).order_by("-pk")),
            before=_name(earlier.order_by("pk")),
            left_seen=_seen(viewer, "left", "until_on"),
            arrival_seen=_seen(viewer, "arrived", "from_on"),
        )
        .order_by("-until_on", "pk")
    )
    columns = ("pk", "person__name", "account_id", "from_on", "until_on", "successor_id", "two_way_at")
    return tuple(
        Move(pk, name, account, from_on, until_on, heir is not None, spoke_at, now or "", before or "", left, arrival)
        for pk, name, account, from_on, until_on, heir, spoke_at, now, before, left, arrival in rows.values_list(
            *columns, "now", "before", "left_seen", "arrival_seen"
        )
    )


def _name(places: QuerySet[Contact]) -> Subquery:
    return Subquery(places.values("account__name")[:1])


def _seen(viewer: Viewer, what: str, day: str) -> Exists:
    return Exists(SeenTo.objects.visible_to(viewer).filter(contact=OuterRef("pk"), what=what, on=OuterRef(day)))
