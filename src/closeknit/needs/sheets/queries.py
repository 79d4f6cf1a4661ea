"""Reads of files that rate needs, as frozen rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from closeknit.kit import tasks
from closeknit.kit.tasks import Progress
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import RatingProblem, RatingSheet
from closeknit.needs.queries.listing import list_named
from closeknit.needs.sheets import reading
from closeknit.needs.sheets.reading import FigureColumn, RatedBy
from closeknit.touchpoints import checks as touchpoint_checks

SHOWN = 100


@dataclass(frozen=True)
class SheetRow:
    """What came of reading ratings out of a file; `problems` are rows and why something of them was left out."""

    columns: tuple[RatedBy, ...]
    n_read: int
    n_ratings: int
    is_done: bool
    asked_by: str
    asked_at: datetime
    problems: tuple[tuple[int, str], ...]
    n_problems: int


@dataclass(frozen=True)
class SheetPage:
    """A file whose columns can rate needs: its columns of figures, the open needs, what was taken so far, and how far reading is."""

    source: str
    file_name: str
    columns: tuple[FigureColumn, ...]
    needs: tuple[tuple[str, str], ...]
    sheet: SheetRow | None
    progress: Progress | None


def get_sheet_page(source: str, *, viewer: Viewer) -> SheetPage:
    """Return what can be said of a file's columns of figures; or raise NotFound or Unreadable."""
    row = touchpoint_checks.get_import(source, viewer=viewer)
    needs = list_named(viewer=viewer)
    progress = tasks.find_progress(subject=f"ratings:{source}", viewer=viewer)
    return SheetPage(
        source=row.pk,
        file_name=row.file_name,
        columns=tuple(reading.list_columns(row, needs)),
        needs=tuple(needs),
        sheet=_find_sheet(source, viewer),
        progress=progress if progress and progress.is_open else None,
    )


def _find_sheet(source: str, viewer: Viewer) -> SheetRow | None:
    row = RatingSheet.objects.visible_to(viewer).filter(pk=source).select_related("asked_by").first()
    if row is None:
        return None
    problems: Sequence[tuple[int, str]] = list(
        RatingProblem.objects.visible_to(viewer).filter(sheet=row).order_by("row", "pk").values_list("row", "reason")
    )
    return SheetRow(
        columns=tuple(RatedBy(**one) for one in row.columns),
        n_read=row.n_read,
        n_ratings=row.n_ratings,
        is_done=row.is_done,
        asked_by=row.asked_by.name if row.asked_by else "",
        asked_at=row.asked_at,
        problems=tuple(problems[:SHOWN]),
        n_problems=len(problems),
    )
