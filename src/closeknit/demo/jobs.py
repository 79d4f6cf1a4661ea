"""What follows from the needs that were stated: the ratings of the October survey, and the jobs that the needs hang on."""

from itertools import groupby

from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.kit import clock, tasks
from closeknit.kit.viewer import Viewer
from closeknit.needs import operations
from closeknit.needs.models import Job, Need, RatingSheet
from closeknit.needs.sheets import operations as sheets
from closeknit.needs.sheets import reading
from closeknit.needs.sheets.reading import RatedBy
from closeknit.touchpoints.models import Import

_FILE = "ratings.csv"
_ASKED = "tom.ackroyd@emberandvale.example"


def add(work: tasks.Work, company: Company, cast: Cast) -> None:
    """Take the ratings, and state the jobs, as far as they are not there yet."""
    with work.chunk():
        _take_ratings(cast)
    rows = company.rows("jobs")
    for statement, several in groupby(rows, key=lambda row: row["job"]):
        with work.chunk():
            if not Job.objects.visible_to(cast.viewer).filter(statement=statement).exists():
                _state_job(statement, list(several), company, cast)


def _take_ratings(cast: Cast) -> None:
    """Say of each column of the survey which need it rates, as its name says."""
    row = Import.objects.visible_to(cast.viewer).filter(file_name=_FILE).first()
    if row is None or RatingSheet.objects.visible_to(cast.viewer).filter(pk=row.pk).exists():
        return
    stated = Need.objects.visible_to(cast.viewer).filter(statement_by__isnull=False)
    needs = list(stated.order_by("pk").values_list("pk", "statement"))
    columns = reading.list_columns(row, needs)
    met = {one.need: one.name for one in columns if one.meaning == "satisfaction" and one.need}
    rated = [
        RatedBy(one.need, one.name, met[one.need], one.scale)
        for one in columns
        if one.meaning == "importance" and one.need in met
    ]
    if rated:
        at, viewer = clock.now(), cast.viewer_of(_ASKED)
        sheets.take_ratings(source=row.pk, columns=rated, viewer=viewer, at=at)


def _state_job(statement: str, rows: list[TableRow], company: Company, cast: Cast) -> None:
    at, viewer = company.calendar.moment(rows[0]["stated_on"]), cast.viewer_of(rows[0]["member email"])
    with clock.frozen(at):
        job = operations.add_job(statement=statement, viewer=viewer, at=at)
        for row in rows:
            operations.word_step(job=job, code=row["step"], statement=row["step_in_words"], viewer=viewer, at=at)
            need = _find_need(row["need"], viewer)
            if need:
                operations.hang_needs(needs=[need], job=job, code=row["step"], viewer=viewer, at=at)


def _find_need(statement: str, viewer: Viewer) -> str:
    found = Need.objects.visible_to(viewer).filter(statement=statement).values_list("pk", flat=True).first()
    return found or ""
