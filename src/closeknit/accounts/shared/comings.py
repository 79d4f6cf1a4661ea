"""Who can come in where, for the house to look at its own wall: ids alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from closeknit.accounts.models import Access
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class Coming:
    """One contact who can come in to the shared site of their account, and since when."""

    contact: str
    person: str
    account: str
    login: int
    given_at: datetime


def list_comings(*, after_at: datetime | None, after: str, most: int, viewer: Viewer) -> list[Coming]:
    """Return who can come in, newest access first, behind the one called `after`."""
    rows = _behind(_inside(viewer), after_at, after).order_by("-given_at", "-pk")
    columns = ("pk", "contact__person_id", "contact__account_id", "contact__person__login_id", "given_at")
    return [Coming(*one) for one in rows.values_list(*columns)[:most]]


def count_comings(*, after_at: datetime | None, after: str, viewer: Viewer) -> int:
    """Return how many can come in behind the one called `after`."""
    return _behind(_inside(viewer), after_at, after).count()


def who_still_comes(contacts: Iterable[str], *, viewer: Viewer) -> set[str]:
    """Return those of these contacts who can come in."""
    return set(_inside(viewer).filter(pk__in=list(contacts)).values_list("pk", flat=True))


def list_places(person: str, *, viewer: Viewer) -> frozenset[str]:
    """Return the accounts at which a person can come in."""
    mine = _inside(viewer).filter(contact__person_id=person)
    return frozenset(mine.values_list("contact__account_id", flat=True))


def _inside(viewer: Viewer) -> QuerySet[Access]:
    return Access.objects.visible_to(viewer).filter(
        contact__account__space__closed_at__isnull=True,
        contact__account__space__isnull=False,
        contact__until_on__isnull=True,
        contact__person__login__is_active=True,
    )


def _behind(rows: QuerySet[Access], after_at: datetime | None, after: str) -> QuerySet[Access]:
    return rows.filter(Q(given_at__lt=after_at) | Q(given_at=after_at, pk__lt=after)) if after_at else rows
