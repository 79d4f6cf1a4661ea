"""Thumbnails of what was kept before there were any, or by a house that was brought back from an older backup: made in the background."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from closeknit.discussions import attaching, events, pictures
from closeknit.discussions.models import Attachment, KeptFile
from closeknit.discussions.pictures import BadPicture, Thumbnail
from closeknit.kit import clock, files, ids, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer

CHUNK = 20
_tables: list[type[KeptFile]] = [Attachment]


def register(table: type[KeptFile]) -> None:
    """Let the pictures of another room have thumbnails, too."""
    _tables.append(table)


def schedule() -> None:
    """Look each day for what has none; nothing is found but after an update or a way back."""
    timetable.every(timedelta(days=1), "thumbnails", make_thumbnails)


@tasks.background()
def make_thumbnails(work: tasks.Work) -> None:
    """Make the thumbnail of each picture that was never looked at; where there can be none, that is kept."""
    viewer, n_done = viewers.house("thumbnails of what is kept"), 0
    for table in _tables:
        while several := list(_waiting(table, viewer)[:CHUNK]):
            # Outside of the transaction: while a large picture is read nobody has to wait for us.
            made = {row.pk: thumbnail_of(row) for row in several}
            n_done += len(several)
            with work.chunk(done=n_done):
                keep_thumbnails(table=table, made=made, viewer=viewer, at=clock.now())


@operation(Capability.HAND_IN)
def keep_thumbnails(
    *, table: type[KeptFile], made: Mapping[str, Thumbnail | None], viewer: Viewer, at: datetime
) -> None:
    """Keep thumbnails beside the files of these rows, None where there can be none; a row that has one by now is left alone."""
    rows = list(_waiting(table, viewer).filter(pk__in=list(made)))
    for row in rows:
        row.change(**attaching.keep_thumbnail(row.file, made[row.pk]))
    n_made = sum(made[row.pk] is not None for row in rows)
    record(events.ThumbnailsMade(subject=ids.HOUSE, n_made=n_made, n_files=len(rows)), viewer=viewer, at=at)


def thumbnail_of(row: KeptFile) -> Thumbnail | None:
    """Return the thumbnail of a kept file, or None where it is no picture that can be read, or is gone; a disk that fails is said."""
    if row.kind not in pictures.FORMATS:
        return None
    try:
        return pictures.shrink(files.path_of(row.file).read_bytes(), row.kind)
    except (BadPicture, FileNotFoundError):
        return None


def _waiting(table: type[KeptFile], viewer: Viewer) -> QuerySet[Any]:
    return table.objects.visible_to(viewer).filter(width__isnull=True).order_by("pk")
