"""People who left an account, came to it from another, or do something else there; and what of it one of us saw to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery

from closeknit.accounts.models import Contact
from closeknit.analysis.today import facts
from closeknit.kit import clock
from closeknit.today.gathering.asked import Asked
from closeknit.today.models import PartChange, SeenTo


def read_departures(asked: Asked) -> Mapping[str, Sequence[facts.Departure]]:
    """Return who left each account; a successor, or somebody who saw to it, closes the matter."""
    left = Contact.objects.visible_to(asked.viewer).filter(account__in=asked.accounts, until_on__gte=asked.since)
    elsewhere = Contact.objects.visible_to(asked.viewer).filter(person=OuterRef("person"), until_on__isnull=True)
    elsewhere = elsewhere.exclude(account=OuterRef("account")).order_by("-pk")
    rows = left.annotate(
        now_at=Subquery(elsewhere.values("account__name")[:1]), seen=_seen(asked, "left", "until_on")
    ).order_by("-until_on", "pk")
    found: dict[str, list[facts.Departure]] = defaultdict(list)
    columns = ("pk", "person__name", "account_id", "until_on", "successor_id", "now_at", "seen")
    for pk, name, account, on, successor, now_at, seen in rows.values_list(*columns):
        handled_on = on if successor or seen else None
        found[account].append(facts.Departure(pk, name, on, handled_on, now_at or ""))
    return found


def read_arrivals(asked: Asked) -> Mapping[str, Sequence[facts.Arrival]]:
    """Return who is at each account now and was known to us from another one before."""
    came = Contact.objects.visible_to(asked.viewer).filter(
        account__in=asked.accounts, until_on__isnull=True, from_on__gte=asked.since
    )
    before = (
        Contact.objects.visible_to(asked.viewer).filter(person=OuterRef("person")).exclude(account=OuterRef("account"))
    )
    before = before.filter(Q(from_on__isnull=True) | Q(from_on__lte=OuterRef("from_on"))).order_by("pk")
    rows = came.annotate(
        came_from=Subquery(before.values("account__name")[:1]), seen=_seen(asked, "arrived", "from_on")
    ).filter(came_from__isnull=False)
    found: dict[str, list[facts.Arrival]] = defaultdict(list)
    columns = ("pk", "person__name", "account_id", "from_on", "came_from", "seen", "two_way_at")
    for pk, name, account, on, came_from, seen, spoke_at in rows.order_by("pk").values_list(*columns):
        spoke_on = clock.local_date(spoke_at, asked.zone) if spoke_at else None
        found[account].append(facts.Arrival(pk, name, on, came_from, _handled(on, seen, spoke_on)))
    return found


def read_part_changes(asked: Asked) -> Mapping[str, Sequence[facts.PartChange]]:
    """Return who does something else at each account since a short while, once a person: the newest."""
    rows = PartChange.objects.visible_to(asked.viewer).filter(
        contact__account__in=asked.accounts, contact__until_on__isnull=True, on__gte=asked.since
    )
    seen = SeenTo.objects.visible_to(asked.viewer).filter(contact=OuterRef("contact"), what="part", on=OuterRef("on"))
    newest: dict[str, tuple[str, facts.PartChange]] = {}
    columns = ("contact_id", "contact__person__name", "contact__account_id", "on", "before", "contact__title")
    for contact, name, account, on, was, now, spoke_at, is_seen in (
        rows.annotate(is_seen=Exists(seen)).order_by("on", "pk").values_list(*columns, "contact__two_way_at", "is_seen")
    ):
        spoke_on = clock.local_date(spoke_at, asked.zone) if spoke_at else None
        newest[contact] = account, facts.PartChange(contact, name, on, was, now, _handled(on, is_seen, spoke_on))
    found: dict[str, list[facts.PartChange]] = defaultdict(list)
    for account, change in newest.values():
        found[account].append(change)
    return found


def _seen(asked: Asked, what: str, day: str) -> Exists:
    return Exists(SeenTo.objects.visible_to(asked.viewer).filter(contact=OuterRef("pk"), what=what, on=OuterRef(day)))


def _handled(on: date, is_seen: bool, spoke_on: date | None) -> date | None:
    """Whoever spoke with them since has seen to it."""
    return on if is_seen else spoke_on if spoke_on and spoke_on > on else None
