"""Where three accounts are heading, as our people wrote it, what we expected through the year, and who was told of a kept promise."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial

from closeknit.circle.forecasts import operations as forecast_operations
from closeknit.circle.forecasts import queries as forecast_queries
from closeknit.circle.profiles import citing, queries
from closeknit.circle.profiles import operations as profile_operations
from closeknit.circle.spread import operations as spread_operations
from closeknit.demo import company as companies
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.demo.telling import Happening, key_of
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.refusals import NotFound
from closeknit.promises.models import Promise
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.models import Verbatim

KEY = "demo:profiles"
# So often it waits for the words, a second longer each time; then it is written with the words that there are.
MOST_WAITS = 50
_CITED = re.compile(r"\{([^{}]+)\}")


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield each forecast on the day it was made and how it ended on the day it did, and who was told what."""
    moment = company.calendar.moment
    for row in company.rows("forecasts"):
        parts = (row["account"], row["made_on"], row["text"])
        yield Happening(key_of("forecast", *parts), moment(row["made_on"]), partial(_make, row, company, cast))
        if row["outcome"]:
            write = partial(_resolve, row, company, cast)
            yield Happening(key_of("outcome", *parts), moment(row["resolved_on"]), write)
    for row in company.rows("tellings"):
        key = key_of("telling", row["account"], row["person email"], row["told_on"])
        yield Happening(key, moment(row["told_on"]), partial(_tell, row, company, cast))


@tasks.background()
def write_profiles(work: tasks.Work, *, today: str, n_waits: int = 0) -> None:
    """Write the profiles that are not written yet, version by version on their days, once the words that they cite are cut."""
    viewer = viewers.house("the demo company")
    if n_waits < MOST_WAITS and verbatim_queries.count_waiting(viewer=viewer):
        tasks.enqueue(write_profiles, viewer=viewer, key=KEY, delay=n_waits + 1, today=today, n_waits=n_waits + 1)
        return
    company = companies.read(today=date.fromisoformat(today))
    cast = Cast(company, viewer)
    versions = tomllib.loads((company.folder / "profiles.toml").read_text(encoding="utf-8"))["version"]
    for version in sorted(versions, key=lambda one: one["written_on"]):
        with work.chunk():
            _write(version, sum(one["account"] == version["account"] for one in versions), company, cast)


def _write(version: Mapping[str, str], n_versions: int, company: Company, cast: Cast) -> None:
    account, at = cast.account(version["account"]), company.calendar.moment(version["written_on"])
    viewer = cast.viewer_of(version["by"])
    known = queries.list_versions(account, viewer=viewer)
    written_on = [clock.local_date(one.written_at, company.house["zone"]) for one in known]
    if company.calendar.day(version["written_on"]) in written_on or len(known) >= n_versions:
        return
    with clock.frozen(at):
        profile_operations.write_profile(
            account=account,
            text=_with_notes(version["text"], account, cast),
            base=len(known),
            why=version["why"],
            viewer=viewer,
            at=at,
        )


def _with_notes(text: str, account: str, cast: Cast) -> str:
    """Return the text with each sentence in braces as the note that cites it; a sentence that nobody said is left out."""
    sentences = set(_CITED.findall(text))
    rows = Verbatim.objects.visible_to(cast.viewer).filter(account_id=account, text__in=sentences)
    said = dict(rows.values_list("text", "pk"))
    places = citing.list_places(list(said.values()), viewer=cast.viewer)
    noted = _CITED.sub(lambda found: f"[^{places[said[found[1]]]}]" if found[1] in said else "", text)
    return "\n".join(line.rstrip() for line in noted.strip().splitlines())


def _make(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    forecast_operations.make_forecast(
        account=cast.account(row["account"]),
        text=row["text"],
        percent=int(row["percent"]),
        due_on=company.calendar.day(row["due_on"]),
        viewer=cast.viewer_of(row["by"]),
        at=at,
    )


def _resolve(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    made = forecast_queries.list_forecasts(cast.account(row["account"]), viewer=cast.viewer)
    forecast = next((one.id for one in made if one.text == row["text"] and not one.outcome), None)
    if forecast is None:
        raise NotFound(f"No open forecast about {row['account']} says: {row['text']}")
    forecast_operations.resolve_forecast(
        forecast=forecast, outcome=row["outcome"], proof=row["proof"], viewer=cast.viewer_of(row["by"]), at=at
    )


def _tell(row: TableRow, company: Company, cast: Cast, at: datetime) -> None:
    account = cast.account(row["account"])
    promises = Promise.objects.visible_to(cast.viewer).filter(account_id=account, text=row["promise"])
    spread_operations.note_telling(
        account=account,
        contacts=[cast.contact(row["account"], row["person email"])],
        promises=list(promises.values_list("pk", flat=True)),
        told_on=company.calendar.day(row["told_on"]),
        viewer=cast.viewer_of(row["by"]),
        at=at,
    )
