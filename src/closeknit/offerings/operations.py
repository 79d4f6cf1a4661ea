"""Writes of offerings and their values: added, changed, archived and brought back."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import ChangedMeanwhile
from closeknit.kit.viewer import Viewer
from closeknit.offerings import checks, events
from closeknit.offerings.models import Offering, Value


@operation(Capability.SHAPE_OFFERINGS)
def add_offering(*, name: str, viewer: Viewer, at: datetime, text: str = "", values: Sequence[str] = ()) -> str:
    """Write down something that we ship, with its key values, and return its id; or raise BadOffering or BadValue."""
    said, key = checks.check_name(name, viewer=viewer)
    last = Offering.objects.visible_to(viewer).order_by("-place").values_list("place", flat=True).first() or 0
    row = Offering.objects.add(
        Offering(
            id=ids.new("offering"),
            name=said,
            name_key=key,
            text=checks.check_text(text),
            place=last + 1,
            made_by_id=viewer.member,
            made_at=at,
            changed_by_id=viewer.member,
            changed_at=at,
        )
    )
    undo.keep_new(row)
    given = [value for value in values if value.strip()]
    for place, value in enumerate(given):
        _add_value(row, value, place, viewer)
    record(events.OfferingAdded(subject=row.pk, n_values=len(given)), viewer=viewer, at=at)
    return row.pk


@operation(Capability.SHAPE_OFFERINGS)
def change_offering(*, offering: str, name: str, text: str, base: int, viewer: Viewer, at: datetime) -> int:
    """Say otherwise what an offering is, on revision `base`, and return the new revision.

    Raises NotFound, BadOffering, or ChangedMeanwhile where somebody changed it after `base`.
    """
    row = _lock(offering, viewer)
    checks.check_newest(row, base)
    said, key = checks.check_name(name, viewer=viewer, but=row.pk)
    undo.keep(row)
    row.change(
        name=said,
        name_key=key,
        text=checks.check_text(text),
        revision=base + 1,
        changed_by_id=viewer.member,
        changed_at=at,
    )
    record(events.OfferingChanged(subject=row.pk, revision=row.revision), viewer=viewer, at=at)
    return row.revision


@operation(Capability.SHAPE_OFFERINGS)
def archive_offering(*, offering: str, viewer: Viewer, at: datetime) -> None:
    """Say that we do not ship something any more; what it met stays to be read. Raises NotFound or AlreadySo."""
    row = _lock(offering, viewer)
    if row.archived_at is not None:
        raise checks.AlreadySo(f"{row.name} is archived already. Nothing was changed.")
    undo.keep(row)
    row.change(archived_at=at)
    record(events.OfferingArchived(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.SHAPE_OFFERINGS)
def bring_back_offering(*, offering: str, viewer: Viewer, at: datetime) -> None:
    """Say that we ship something again, or raise NotFound or AlreadySo."""
    row = _lock(offering, viewer)
    if row.archived_at is None:
        raise checks.AlreadySo(f"{row.name} is among what we ship. Nothing was changed.")
    undo.keep(row)
    row.change(archived_at=None)
    record(events.OfferingBroughtBack(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.SHAPE_OFFERINGS)
def add_value(*, offering: str, text: str, viewer: Viewer, at: datetime) -> str:
    """Say a further value that an offering gives and return its id; or raise NotFound or BadValue."""
    row = _lock(offering, viewer)
    last = Value.objects.visible_to(viewer).filter(offering=row).order_by("-place").values_list("place", flat=True)
    value = _add_value(row, text, (last.first() or 0) + 1, viewer)
    record(events.ValueAdded(subject=value.pk, offering=row.pk), viewer=viewer, at=at)
    return value.pk


@operation(Capability.SHAPE_OFFERINGS)
def change_value(*, value: str, text: str, was: str, viewer: Viewer, at: datetime) -> None:
    """Say a value otherwise; `was` is how it read when the writer began. Raises NotFound, BadValue or ChangedMeanwhile."""
    row = checks.get_value(value, viewer=viewer)
    _lock(row.offering_id, viewer)
    row.refresh_from_db(from_queryset=Value.objects.visible_to(viewer))
    if row.text != was:
        raise ChangedMeanwhile(f"Somebody wrote “{row.text}” here meanwhile. Yours was: “{text.strip()}”.")
    undo.keep(row)
    row.change(text=checks.check_value(text, row.offering, viewer=viewer, but=row.pk))
    record(events.ValueChanged(subject=row.pk, offering=row.offering_id), viewer=viewer, at=at)


@operation(Capability.SHAPE_OFFERINGS)
def archive_value(*, value: str, viewer: Viewer, at: datetime) -> None:
    """Say that an offering does not give this any more, or raise NotFound or AlreadySo."""
    row = checks.get_value(value, viewer=viewer)
    if row.archived_at is not None:
        raise checks.AlreadySo("This value is archived already. Nothing was changed.")
    undo.keep(row)
    row.change(archived_at=at)
    record(events.ValueArchived(subject=row.pk, offering=row.offering_id), viewer=viewer, at=at)


@operation(Capability.SHAPE_OFFERINGS)
def bring_back_value(*, value: str, viewer: Viewer, at: datetime) -> None:
    """Say that an offering gives this again, or raise NotFound or AlreadySo."""
    row = checks.get_value(value, viewer=viewer)
    if row.archived_at is None:
        raise checks.AlreadySo("This value is given today. Nothing was changed.")
    undo.keep(row)
    row.change(archived_at=None)
    record(events.ValueBroughtBack(subject=row.pk, offering=row.offering_id), viewer=viewer, at=at)


def _add_value(offering: Offering, text: str, place: int, viewer: Viewer) -> Value:
    said = checks.check_value(text, offering, viewer=viewer)
    row = Value.objects.add(Value(id=ids.new("value"), offering=offering, text=said, place=place))
    undo.keep_new(row, subject=offering.pk)
    return row


def _lock(offering: str, viewer: Viewer) -> Offering:
    """Return the offering, held until the transaction ends: two who change it at once come one after the other."""
    checks.get_offering(offering, viewer=viewer)
    return Offering.objects.visible_to(viewer).select_for_update().get(pk=offering)
