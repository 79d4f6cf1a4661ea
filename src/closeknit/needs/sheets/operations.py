"""Writes of ratings out of a file: asked for by a person, read in the background a chunk at a time, taken back as a whole."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from closeknit.analysis.needs.scales import SCALES
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks, events
from closeknit.needs.models import Rating, RatingProblem, RatingSheet
from closeknit.needs.sheets import reading
from closeknit.needs.sheets.reading import Given, RatedBy, RowRead
from closeknit.touchpoints import checks as touchpoint_checks


class BadColumns(Refused):
    """It was not said, or not wholly, which column rates which need."""


@operation(Capability.CURATE_NEEDS)
def take_ratings(*, source: str, columns: Sequence[RatedBy], viewer: Viewer, at: datetime) -> None:
    """Begin to read ratings out of a file that was brought in, or raise NotFound, Unreadable or BadColumns.

    What was read of it before is replaced.
    """
    row = touchpoint_checks.get_import(source, viewer=viewer)
    known = set(reading.open_table(row).columns)
    if not columns:
        raise BadColumns(
            "Say of at least one need which column holds how much it matters, and which how well it is met."
        )
    for one in columns:
        checks.get_target(one.need, viewer=viewer)
        if one.scale not in SCALES or not {one.importance, one.satisfaction} <= known:
            raise BadColumns("The file has no such column, or no such scale is known. Nothing was changed.")
    named = [name for one in columns for name in (one.importance, one.satisfaction)]
    if len(set(named)) < len(named) or len({one.need for one in columns}) < len(columns):
        raise BadColumns(
            "A column says one thing of one need, and a need is rated by two columns. Nothing was changed."
        )
    RatingSheet.objects.visible_to(viewer).filter(pk=source).delete()
    RatingSheet.objects.add(
        RatingSheet(source=row, columns=[asdict(one) for one in columns], asked_by_id=viewer.member, asked_at=at)
    )
    record(events.RatingsAsked(subject=source, n_needs=len(columns)), viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def store_ratings(*, source: str, rows: Sequence[RowRead], is_last: bool, viewer: Viewer, at: datetime) -> None:
    """Keep the ratings of the next rows of a file, what could not be taken of them, and the checkpoint: all or nothing.

    What somebody entered by hand for the same person, need and day stays.
    """
    sheet = _get_sheet(source, viewer)
    n_new = _keep([one for row in rows for one in row.given], sheet, viewer)
    RatingProblem.objects.add_many(
        RatingProblem(sheet=sheet, row=row.number, reason=problem[:300]) for row in rows for problem in row.problems
    )
    sheet.change(n_read=sheet.n_read + len(rows), n_ratings=sheet.n_ratings + n_new, is_done=is_last)
    n_problems = sum(len(row.problems) for row in rows)
    read = events.RatingsRead(subject=source, n_rows=len(rows), n_ratings=n_new, n_problems=n_problems)
    record(read, viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def take_back_ratings(*, source: str, viewer: Viewer, at: datetime) -> int:
    """Take out all ratings that came in this file and return how many; or raise NotFound."""
    sheet = _get_sheet(source, viewer)
    n = Rating.objects.visible_to(viewer).filter(sheet=sheet).count()
    sheet.delete()
    record(events.RatingsTakenBack(subject=source, n_ratings=n), viewer=viewer, at=at)
    return n


def _keep(given: Sequence[Given], sheet: RatingSheet, viewer: Viewer) -> int:
    # A need that was merged meanwhile passes its ratings on.
    needs = {need: checks.get_target(need, viewer=viewer).pk for need in {one.need for one in given}}
    # Who answered twice on a day is believed the second time.
    newest = {(needs[one.need], one.contact, one.rated_on): one for one in given}
    known = Rating.objects.visible_to(viewer).filter(
        need__in=set(needs.values()), contact__in={one.contact for one in given}
    )
    there = {(one.need_id, one.contact_id, one.rated_on): one for one in known}
    new = []
    for key, one in newest.items():
        said = {"importance": one.importance, "satisfaction": one.satisfaction, "scale": one.scale}
        before = there.get(key)
        if before is None:
            row = Rating(need_id=key[0], contact_id=key[1], rated_on=key[2], account_id=one.account, **said)
            row.sheet, row.entered_by_id = sheet, sheet.asked_by_id
            new.append(row)
        elif before.sheet_id == sheet.pk:
            before.change(**said)
    Rating.objects.add_many(new)
    return len(new)


def _get_sheet(source: str, viewer: Viewer) -> RatingSheet:
    sheet = RatingSheet.objects.visible_to(viewer).filter(pk=source).select_for_update().first()
    if sheet is None:
        raise NotFound("No ratings were taken from that file.")
    return sheet
