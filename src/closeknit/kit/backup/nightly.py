"""The backup of every night, in the house's own folder, and what the settings page says of the last one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from closeknit.kit import clock, tasks
from closeknit.kit.backup import making
from closeknit.kit.house_folder import HouseFolder
from closeknit.kit.tasks import timetable

KEPT = 7
PATTERN = "closeknit-*.tar.gz"


@dataclass(frozen=True)
class Kept:
    """One backup that stands in the house's folder; it was opened and checked before it got its name."""

    path: Path
    made_at: datetime
    n_bytes: int


def list_kept() -> list[Kept]:
    """Return the backups in the house's folder, newest first."""
    found = [(file, file.stat()) for file in _folder().glob(PATTERN)]
    rows = [Kept(file, datetime.fromtimestamp(stat.st_mtime, tz=UTC), stat.st_size) for file, stat in found]
    return sorted(rows, key=lambda row: (row.made_at, row.path.name), reverse=True)


@tasks.background()
def back_up_house(work: tasks.Work) -> None:
    """Make tonight's backup and let go of all but the newest seven; the older ones stay when the new one fails."""
    at = clock.now()
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    making.back_up(folder / f"closeknit-{at:%Y-%m-%d-%H%M%S}.tar.gz", at=at, beat=work.report)
    for old in list_kept()[KEPT:]:
        old.path.unlink(missing_ok=True)


timetable.every(timedelta(days=1), "backup", back_up_house)


def _folder() -> Path:
    house: HouseFolder = settings.HOUSE_FOLDER
    return house.path / "backups"
