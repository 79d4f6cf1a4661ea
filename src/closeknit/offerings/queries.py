"""Reads of purpose and offerings: what other rooms ask for, and what we ship with its values."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from closeknit.analysis.offerings.kinds import FitLevel
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import Fit, Offering, Value
from closeknit.offerings.purpose import queries as purpose
from closeknit.offerings.purpose.queries import LineRow


@dataclass(frozen=True)
class ValueRow:
    """One value that an offering gives."""

    id: str
    text: str
    is_archived: bool


@dataclass(frozen=True)
class OfferingRow:
    """One offering with its values; `n_well`, `n_partly` and `n_not` count the needs that it meets so, overall."""

    id: str
    name: str
    text: str
    revision: int
    changed_by: str
    changed_at: datetime
    archived_at: datetime | None
    values: tuple[ValueRow, ...]
    n_well: int
    n_partly: int
    n_not: int


@dataclass(frozen=True)
class MetNeed:
    """A need that somebody said an offering meets, and how well, overall or for one account."""

    need_id: str
    need: str
    account_id: str
    account: str
    level: str
    why: str


def list_purpose_lines(*, viewer: Viewer) -> list[LineRow]:
    """Return (id, text) of the lines of the purpose that holds, in their order; none where nobody has written it."""
    page = purpose.find_purpose(viewer=viewer)
    return list(page.lines) if page else []


def list_offering_names(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, name) of what we ship, in our order."""
    rows = Offering.objects.visible_to(viewer).filter(archived_at__isnull=True)
    return list(rows.order_by("place", "pk").values_list("pk", "name"))


def list_offerings(*, viewer: Viewer, offering: str = "") -> list[OfferingRow]:
    """Return every offering with its values (or one of them), what we ship first, in our order: three statements."""
    rows = Offering.objects.visible_to(viewer).select_related("changed_by")
    found = list((rows.filter(pk=offering) if offering else rows).order_by("place", "pk"))
    ids = [row.pk for row in found]
    values: dict[str, list[ValueRow]] = {}
    for value in Value.objects.visible_to(viewer).filter(offering__in=ids).order_by("place", "pk"):
        row = ValueRow(value.pk, value.text, value.archived_at is not None)
        values.setdefault(value.offering_id, []).append(row)
    counts = _count_met(ids, viewer)
    several = [
        OfferingRow(
            id=row.pk,
            name=row.name,
            text=row.text,
            revision=row.revision,
            changed_by=row.changed_by.name if row.changed_by else "",
            changed_at=row.changed_at,
            archived_at=row.archived_at,
            values=tuple(values.get(row.pk, ())),
            n_well=counts.get((row.pk, FitLevel.WELL), 0),
            n_partly=counts.get((row.pk, FitLevel.PARTLY), 0),
            n_not=counts.get((row.pk, FitLevel.NOT), 0),
        )
        for row in found
    ]
    return sorted(several, key=lambda one: one.archived_at is not None)


def get_offering(offering: str, *, viewer: Viewer) -> OfferingRow:
    """Return one offering, or raise NotFound."""
    rows = list_offerings(viewer=viewer, offering=offering)
    if not rows:
        raise NotFound("There is no offering by that name.")
    return rows[0]


def list_values(*, viewer: Viewer) -> list[tuple[str, str, str]]:
    """Return (id, text, offering) of the values that we give today, in our order: for lists to choose from."""
    rows = Value.objects.visible_to(viewer).filter(archived_at__isnull=True, offering__archived_at__isnull=True)
    return list(rows.order_by("offering__place", "offering", "place", "pk").values_list("pk", "text", "offering__name"))


def list_met(offering: str, *, viewer: Viewer) -> list[MetNeed]:
    """Return the needs that somebody judged an offering by, well met first; at most two hundred."""
    rows = Fit.objects.visible_to(viewer).filter(offering=offering).order_by("need__statement", "account__name")
    columns = ("need_id", "need__statement", "account_id", "account__name", "level", "why")
    met = [
        MetNeed(need, statement, account or "", name or "", level, why)
        for need, statement, account, name, level, why in rows.values_list(*columns)[:200]
    ]
    return sorted(met, key=lambda one: -FitLevel(one.level).degree)


def _count_met(offerings: list[str], viewer: Viewer) -> dict[tuple[str, str], int]:
    overall = Fit.objects.visible_to(viewer).filter(offering__in=offerings, account__isnull=True).order_by()
    counted = overall.values_list("offering_id", "level").annotate(n=Count("pk"))
    return {(offering, level): n for offering, level, n in counted}
