"""Background work on files that rate needs."""

from datetime import datetime
from itertools import islice

from closeknit.accounts import directory as directories
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.viewer import Viewer
from closeknit.needs import events
from closeknit.needs.models import RatingSheet
from closeknit.needs.sheets import operations, reading
from closeknit.needs.sheets.reading import RatedBy
from closeknit.touchpoints import checks as touchpoint_checks
from closeknit.touchpoints import zones

CHUNK = 500


@tasks.background()
def read_ratings(work: tasks.Work, *, source: str) -> None:
    """Read the ratings out of a file from where its last chunk ended; what was taken back meanwhile is left alone."""
    viewer = viewers.house("reading ratings")
    sheet = RatingSheet.objects.visible_to(viewer).filter(pk=source).first()
    if sheet is None or sheet.is_done:
        return
    row = touchpoint_checks.get_import(source, viewer=viewer)
    rated = [RatedBy(**one) for one in sheet.columns]
    zone, directory = zones.of_house(), directories.load(viewer)
    rows = reading.read(row, rated, skip=sheet.n_read, directory=directory, zone=zone, at=sheet.asked_at)
    done, more = sheet.n_read, True
    while more:
        several = list(islice(rows, CHUNK))
        done, more = done + len(several), len(several) == CHUNK
        with work.chunk(done=done):
            operations.store_ratings(source=source, rows=several, is_last=not more, viewer=viewer, at=clock.now())


def begin_reading(event: events.RatingsAsked, viewer: Viewer, at: datetime) -> None:
    """Let the file be read."""
    house = viewers.house("reading ratings")
    source = event.subject
    tasks.enqueue(read_ratings, viewer=house, key=f"ratings:{source}", subject=f"ratings:{source}", source=source)
