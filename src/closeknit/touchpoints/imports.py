"""Reads about what was brought in, as frozen rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from closeknit.kit import files, tasks
from closeknit.kit.refusals import Refused
from closeknit.kit.tables import mapping as mappings
from closeknit.kit.tasks import Progress
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import checks, holds, intake, waiting, zones
from closeknit.touchpoints.holds import Held
from closeknit.touchpoints.intake import Look
from closeknit.touchpoints.models import Import, RejectedRow, Touchpoint

PAGE = 50
# More rejected rows than this are not gone through for a page, and no more reasons shown; all of them can be downloaded.
_GONE_THROUGH = 5000
SHOWN = 100
_SPANS = 20


@dataclass(frozen=True)
class ImportRow:
    """One file that was brought in."""

    id: str
    file_name: str
    format: str
    unit: str
    state: str
    account_id: str
    account: str
    n_new: int
    n_changed: int
    n_same: int
    n_rejected: int
    n_left: int
    problem: str
    brought_by: str
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class RejectedLine:
    """One row that could not be read, and why."""

    row: int
    reason: str


@dataclass(frozen=True)
class RejectedGroup:
    """Rows that could not be read for one reason: how many, and which, as a person writes it ("1–3, 7")."""

    reason: str
    n: int
    rows: str


@dataclass(frozen=True)
class Report:
    """What came of a file: `n_changed` of the new ones were edited since they were read; `n_waiting` speakers wait for a person."""

    state: str
    problem: str
    unit: str
    n_new: int
    n_changed: int
    n_same: int
    rejected: tuple[RejectedLine, ...]
    n_waiting: int


@dataclass(frozen=True)
class HowRead:
    """How a file was read: for a table the columns of each field; and sentences about what was decided."""

    columns: dict[str, tuple[str, ...]]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class HeldRow:
    """A conversation that stayed when its import was taken back, or would: who did what with it."""

    touchpoint_id: str
    place: str
    account: str
    who: str
    what: str


@dataclass(frozen=True)
class ImportPage:
    """One import in full. `progress` is there while work on it goes on; `held` where it is or would be taken back."""

    row: ImportRow
    progress: Progress | None
    rejected: tuple[RejectedGroup, ...]
    held: tuple[HeldRow, ...]
    n_waiting: int


@dataclass(frozen=True)
class Preview:
    """A file before it is read: its columns, the mapping that is proposed, and the first conversations as they would be read."""

    row: ImportRow
    columns: tuple[str, ...]
    mapping: mappings.Mapping | None
    samples: tuple[tuple[str, ...], ...]
    look: Look


def list_imports(*, viewer: Viewer, limit: int = PAGE) -> list[ImportRow]:
    """Return what was brought in, the newest first."""
    rows = Import.objects.visible_to(viewer).select_related("account", "brought_by").order_by("-created_at", "-pk")
    return [_row(row, row.n_new) for row in rows[:limit]]


def get_import(source: str, *, viewer: Viewer) -> ImportPage:
    """Return one import, or raise NotFound."""
    row = checks.get_import(source, viewer=viewer)
    touchpoints = Touchpoint.objects.visible_to(viewer).filter(source=row)
    n_left = touchpoints.count()
    progress = tasks.find_progress(subject=row.pk, viewer=viewer)
    return ImportPage(
        row=_row(row, n_left),
        progress=progress if progress and progress.is_open else None,
        rejected=tuple(group_rejected(list_rejected(source, viewer=viewer, limit=_GONE_THROUGH))[:SHOWN]),
        held=_held(touchpoints.order_by("pk"), viewer) if row.state in ("undone", "undoing") else (),
        n_waiting=waiting.count_waiting(viewer=viewer, source=row.pk),
    )


def get_report(source: str, *, viewer: Viewer) -> Report:
    """Return what came of a file, with every rejected row; or raise NotFound."""
    row = checks.get_import(source, viewer=viewer)
    return Report(
        state=row.state,
        problem=row.problem,
        unit=intake.UNITS.get(row.format, "conversation"),
        n_new=row.n_new,
        n_changed=row.n_changed,
        n_same=row.n_same,
        rejected=tuple(list_rejected(source, viewer=viewer)),
        n_waiting=waiting.count_waiting(viewer=viewer, source=row.pk),
    )


def get_reading(source: str, *, viewer: Viewer) -> HowRead:
    """Return how a file was read, or raise NotFound."""
    row = checks.get_import(source, viewer=viewer)
    mapped = _mapping(row.mapping)
    look = intake.look_into(row, row.mapping, row.settings, zone=zones.of_house(), n=0)
    return HowRead({field: mapped.columns(field) for field in mapped.fields} if mapped else {}, look.notes)


def get_preview(
    source: str, *, viewer: Viewer, mapping: Mapping[str, Sequence[str]] | None = None, started_on: str = ""
) -> Preview:
    """Return a look into a file that waits to be confirmed, with the mapping that is kept for it or the one given; or raise NotFound."""
    row = checks.get_import(source, viewer=viewer)
    said = mappings.say(dict(mapping)).to_json() if mapping is not None else row.mapping
    zone = zones.of_house()
    columns, samples = _columns(row)
    return Preview(
        row=_row(row, 0),
        columns=columns,
        mapping=_mapping(said),
        samples=samples,
        look=intake.look_into(row, said, {"started_on": started_on}, zone=zone),
    )


def list_rejected(source: str, *, viewer: Viewer, limit: int | None = None) -> list[RejectedLine]:
    """Return the rows of a file that were rejected, in its order."""
    rows = RejectedRow.objects.visible_to(viewer).filter(source=source).order_by("row", "pk")
    return [RejectedLine(row, reason) for row, reason in rows.values_list("row", "reason")[:limit]]


def group_rejected(lines: Sequence[RejectedLine]) -> list[RejectedGroup]:
    """Return rejected rows by their reason, in the order in which the reasons come up."""
    rows: dict[str, list[int]] = {}
    for line in lines:
        rows.setdefault(line.reason, []).append(line.row)
    return [RejectedGroup(reason, len(several), _say_rows(several)) for reason, several in rows.items()]


def list_held(source: str, *, viewer: Viewer) -> tuple[HeldRow, ...]:
    """Return what of an import somebody has built on: it would stay if the import were taken back."""
    return _held(Touchpoint.objects.visible_to(viewer).filter(source=source).order_by("pk"), viewer)


def _say_rows(rows: Sequence[int]) -> str:
    """Rows that follow one another as a span, at most twenty spans."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    said = [
        f"{first}–{last}" if last > first + 1 else ", ".join(map(str, sorted({first, last}))) for first, last in spans
    ]
    return ", ".join(said[:_SPANS]) + (" …" if len(said) > _SPANS else "")


def _held(touchpoints: Any, viewer: Viewer) -> tuple[HeldRow, ...]:
    names = {
        pk: (place, account or "") for pk, place, account in touchpoints.values_list("pk", "place", "account__name")
    }
    held: dict[str, Held] = {}
    ids = list(names)
    for start in range(0, len(ids), 500):
        held |= holds.find_held(ids[start : start + 500], viewer=viewer)
    return tuple(HeldRow(pk, *names[pk], why.who, why.what) for pk, why in held.items())


def _columns(row: Import) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The columns of a table with three cells of each; nothing for what is no table."""
    if row.mapping is None:
        return (), ()
    try:
        return intake.sample_columns(files.path_of(row.file), row.file_name)
    except Refused:
        return (), ()


def _mapping(said: Any) -> mappings.Mapping | None:
    return mappings.from_json(said) if said is not None else None


def _row(row: Import, n_left: int) -> ImportRow:
    return ImportRow(
        id=row.pk,
        file_name=row.file_name,
        format=row.format,
        unit=intake.UNITS.get(row.format, "conversation"),
        state=row.state,
        account_id=row.account_id or "",
        account=row.account.name if row.account else "",
        n_new=row.n_new,
        n_changed=row.n_changed,
        n_same=row.n_same,
        n_rejected=row.n_rejected,
        n_left=n_left,
        problem=row.problem,
        brought_by=row.brought_by.name if row.brought_by else "",
        created_at=row.created_at,
        ended_at=row.ended_at,
    )
