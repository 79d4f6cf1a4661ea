"""Reads of the purpose: a version with its lines, what changed between two, and which lines our decisions served."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from closeknit.analysis.offerings import purpose as analysis
from closeknit.analysis.offerings.purpose import LineChange
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.offerings import deciding
from closeknit.offerings.deciding import Serving
from closeknit.offerings.models import Purpose, PurposePlace, PurposeVersion


@dataclass(frozen=True)
class LineRow:
    """One line of the purpose."""

    id: str
    text: str


@dataclass(frozen=True)
class VersionRow:
    """One version, without its lines."""

    number: int
    ideal: str
    why: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class PurposePage:
    """One version with its lines; `current` is the number of the version that holds."""

    version: VersionRow
    current: int
    lines: tuple[LineRow, ...]


@dataclass(frozen=True)
class ServedLine:
    """A line that holds, since which version it stands, and which decisions served it, by kind; none: no decision ever did."""

    line: LineRow
    since: int
    serving: tuple[tuple[str, Serving], ...]

    @property
    def n(self) -> int:
        """Return how many decisions served it."""
        return sum(one.n for _, one in self.serving)


@dataclass(frozen=True)
class ChangesPage:
    """What changed from one version to a later one, line by line."""

    before: VersionRow
    after: VersionRow
    changes: tuple[LineChange, ...]


def find_purpose(*, viewer: Viewer, number: int | None = None) -> PurposePage | None:
    """Return the version of the purpose that holds (or the one with this number), or None where nobody has written it."""
    current = Purpose.objects.visible_to(viewer).values_list("version", flat=True).first()
    if current is None:
        return None
    version = PurposeVersion.objects.visible_to(viewer).filter(number=number or current).select_related("written_by")
    row = version.first()
    if row is None:
        return None
    return PurposePage(_version(row), current, tuple(_lines([row.pk], viewer)[row.pk]))


def list_versions(*, viewer: Viewer) -> list[VersionRow]:
    """Return every version, the newest first."""
    rows = PurposeVersion.objects.visible_to(viewer).select_related("written_by").order_by("-number")
    return [_version(row) for row in rows]


def get_changes(*, before: int, after: int, viewer: Viewer) -> ChangesPage:
    """Return what changed from version `before` to version `after`, or raise NotFound."""
    rows = PurposeVersion.objects.visible_to(viewer).filter(number__in=(before, after)).select_related("written_by")
    found = {row.number: row for row in rows}
    if before not in found or after not in found:
        raise NotFound("There is no such version.")
    lines = _lines([row.pk for row in found.values()], viewer)
    old, new = (lines[found[number].pk] for number in (before, after))
    changes = analysis.compare_lines([one.text for one in old], [one.text for one in new])
    return ChangesPage(_version(found[before]), _version(found[after]), changes)


def list_served(*, viewer: Viewer) -> list[ServedLine]:
    """Return the lines that hold with the decisions that served them, those that none served first, else in their order."""
    page = find_purpose(viewer=viewer)
    if page is None:
        return []
    wanted = [line.id for line in page.lines]
    serving = deciding.find_serving(wanted, viewer=viewer)
    since: dict[str, int] = {}
    places = PurposePlace.objects.visible_to(viewer).filter(line__in=wanted).order_by("version__number")
    for line, number in places.values_list("line_id", "version__number"):
        since.setdefault(line, number)
    rows = [ServedLine(line, since[line.id], tuple(serving[line.id])) for line in page.lines]
    return sorted(rows, key=lambda row: row.n > 0)


def _lines(versions: Sequence[str], viewer: Viewer) -> dict[str, list[LineRow]]:
    found: dict[str, list[LineRow]] = {version: [] for version in versions}
    places = PurposePlace.objects.visible_to(viewer).filter(version__in=versions).order_by("place")
    for version, line, text in places.values_list("version_id", "line_id", "line__text"):
        found[version].append(LineRow(line, text))
    return found


def _version(row: PurposeVersion) -> VersionRow:
    by = row.written_by.name if row.written_by else ""
    return VersionRow(row.number, row.ideal, row.why, by, row.written_at)
