"""What the house found when it looked through its own shared pages: how far it came, what stands where it should not.

The door that is looked through does the looking; the other one shows what it found. Neither knows the other: they meet here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from closeknit.kit import ids
from closeknit.kit.models import WallCheck, WallFinding
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class CheckRow:
    """One look through the shared pages; `ended_at` is None while it runs, `n_left` are for the next night."""

    id: str
    begun_at: datetime
    ended_at: datetime | None
    n_contacts: int
    n_pages: int
    n_left: int
    after_at: datetime | None
    after: str


@dataclass(frozen=True)
class FindingRow:
    """Something that stands where it should not: on whose page, by which route, of which kind, since when we know."""

    contact_id: str
    account_id: str
    route: str
    code: str
    found_at: datetime


def find_last(*, viewer: Viewer) -> CheckRow | None:
    """Return the newest check, or None before the first."""
    row = WallCheck.objects.visible_to(viewer).order_by("-begun_at", "-pk").first()
    return _row(row) if row else None


def list_open(*, viewer: Viewer, most: int = 100) -> list[FindingRow]:
    """Return what stands open, newest first."""
    rows = _open(viewer).order_by("-found_at", "route", "pk")[:most]
    return [FindingRow(row.contact, row.account, row.route, row.code, row.found_at) for row in rows]


def count_open(*, viewer: Viewer) -> int:
    """Return how many findings stand open."""
    return _open(viewer).count()


def resume_or_begin(*, viewer: Viewer, at: datetime) -> CheckRow:
    """Return the check that was not ended, or a new one that goes on where the last stopped short."""
    last = find_last(viewer=viewer)
    if last and last.ended_at is None:
        return last
    row = WallCheck(id=ids.new("wallcheck"), begun_at=at)
    if last and last.n_left:
        row.after_at, row.after = last.after_at, last.after
    return _row(WallCheck.objects.add(row))


def move_on(check: CheckRow, *, n_pages: int, after_at: datetime, after: str, viewer: Viewer) -> CheckRow | None:
    """Count one contact as looked at and return the check as it is then, or None where another worker was faster."""
    mine = WallCheck.objects.visible_to(viewer).filter(pk=check.id, after=check.after, ended_at__isnull=True)
    moved = replace(
        check, n_contacts=check.n_contacts + 1, n_pages=check.n_pages + n_pages, after_at=after_at, after=after
    )
    found = mine.update(n_contacts=moved.n_contacts, n_pages=moved.n_pages, after_at=after_at, after=after)
    return moved if found else None


def end(check: CheckRow, *, n_left: int, viewer: Viewer, at: datetime) -> None:
    """End a check. Called by the operation that says so."""
    WallCheck.objects.visible_to(viewer).filter(pk=check.id).update(ended_at=at, n_left=n_left)


def keep(*, contact: str, account: str, found: Iterable[tuple[str, str]], viewer: Viewer, at: datetime) -> None:
    """Keep what was found on somebody's pages for the first time, as (route, code). Called by the operation that says so."""
    WallFinding.objects.add_many(
        WallFinding(id=ids.new("wallfinding"), contact=contact, account=account, route=route, code=code, found_at=at)
        for route, code in found
    )


def list_found(*, contact: str, account: str, viewer: Viewer) -> set[tuple[str, str]]:
    """Return what stands open on somebody's pages, as (route, code)."""
    return set(_open(viewer).filter(contact=contact, account=account).values_list("route", "code"))


def clear(*, contact: str, account: str, gone: Iterable[tuple[str, str]], viewer: Viewer, at: datetime) -> None:
    """Let what no longer stands on somebody's pages rest."""
    for route, code in gone:
        mine = _open(viewer).filter(contact=contact, account=account, route=route, code=code)
        mine.update(cleared_at=at)


def clear_all_but(contacts: Iterable[str], *, viewer: Viewer, at: datetime) -> None:
    """Let rest what was found on pages that nobody can see any more: those of all but these contacts."""
    _open(viewer).exclude(contact__in=list(contacts)).update(cleared_at=at)


def _open(viewer: Viewer) -> QuerySet[WallFinding]:
    return WallFinding.objects.visible_to(viewer).filter(cleared_at__isnull=True)


def _row(row: WallCheck) -> CheckRow:
    counts = (row.n_contacts, row.n_pages, row.n_left)
    return CheckRow(row.pk, row.begun_at, row.ended_at, *counts, row.after_at, row.after)
