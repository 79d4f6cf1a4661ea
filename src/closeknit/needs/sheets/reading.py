"""A file of ratings read row by row: which column is on which scale, who the row is of, and what cannot be taken, with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from closeknit.accounts import matching
from closeknit.accounts.directory import Directory
from closeknit.accounts.matching import Written
from closeknit.analysis.needs import scales
from closeknit.analysis.needs.scales import SCALES
from closeknit.kit import clock, files
from closeknit.kit.tables import dates, values
from closeknit.kit.tables import mapping as mappings
from closeknit.kit.tables import reading as tables
from closeknit.kit.tables.table import Bad, Row, Table, Unreadable
from closeknit.touchpoints.models import Import

_SAMPLE = 400


@dataclass(frozen=True)
class RatedBy:
    """Two columns that rate one need, and the scale that both are on."""

    need: str
    importance: str
    satisfaction: str
    scale: str


@dataclass(frozen=True)
class Given:
    """What one person gave in one row: the need, both figures 0-10, and the day."""

    need: str
    contact: str
    account: str
    importance: float
    satisfaction: float
    rated_on: date
    scale: str


@dataclass(frozen=True)
class RowRead:
    """One row: what was given in it, and what of it could not be taken."""

    number: int
    given: tuple[Given, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class FigureColumn:
    """A column of figures: what it seems to say, of which need, on which scale; and some of its cells."""

    name: str
    meaning: str
    need: str
    scale: str
    samples: tuple[str, ...]


def list_columns(row: Import, needs: Sequence[tuple[str, str]]) -> list[FigureColumn]:
    """Return the columns of a file that hold figures on a scale, with the need (id, statement) that each seems to rate."""
    try:
        table = open_table(row)
    except Unreadable:
        # What is no table has no columns.
        return []
    sample = table.sample(_SAMPLE)
    statements = [statement for _, statement in needs]
    found: list[FigureColumn] = []
    for place, name in enumerate(table.columns):
        cells = [one.values[place] for one in sample]
        scale = scales.guess_scale(cells)
        if scale is None:
            continue
        need = scales.guess_need(name, statements)
        samples = tuple(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))[:5]
        meaning = scales.guess_meaning(name)
        found.append(FigureColumn(name, meaning, needs[need][0] if need is not None else "", scale.name, samples))
    # Where nobody gave the highest figure of one question, the scale of the others tells it.
    widest = max((SCALES[one.scale].steps for one in found if one.meaning), default=0)
    shared = next((name for name, scale in SCALES.items() if scale.steps == widest), "")
    return [replace(one, scale=shared) if one.meaning else one for one in found]


def open_table(row: Import) -> Table:
    """Return the table of a kept file, or raise Unreadable."""
    return tables.open_table(files.path_of(row.file), name=row.file_name)


def read(
    row: Import, rated: Sequence[RatedBy], *, skip: int, directory: Directory, zone: str, at: datetime
) -> Iterator[RowRead]:
    """Yield the rows of a file after the first `skip`, in order; the same again each time it is read.

    Who rates is told by the columns that the import takes for address, name and account. Where no day stands, it is that of `at`.
    """
    table = open_table(row)
    plan = _Plan.of(table, row.mapping or {}, zone, clock.local_date(at, zone))
    for one in islice(table.rows(), skip, None):
        if isinstance(one, Bad):
            yield RowRead(one.number, (), (one.reason,))
        elif any(value.strip() for value in one.values):
            yield _read_row(one, plan, rated, directory, row.account_id)
        else:
            yield RowRead(one.number, (), ())


@dataclass(frozen=True)
class _Plan:
    places: Mapping[str, int]
    fields: Mapping[str, tuple[str, ...]]
    order: dates.DateOrder
    zone: str
    today: date

    @classmethod
    def of(cls, table: Table, mapping: Mapping[str, Any], zone: str, today: date) -> "_Plan":
        mapped = mappings.from_json(mapping)
        fields = {field: mapped.columns(field) for field in mapped.fields}
        places = {name: place for place, name in enumerate(table.columns)}
        day = next(iter(fields.get("said_at", ())), "")
        cells = [one.values[places[day]] for one in table.sample(_SAMPLE)] if day in places else []
        return cls(places, fields, dates.decide_order(cells).order, zone, today)

    def cell(self, field: str, row: Row) -> str:
        """Return the first cell of a field that holds something."""
        named = (row.values[self.places[name]].strip() for name in self.fields.get(field, ()) if name in self.places)
        return next((cell for cell in named if cell), "")


def _read_row(row: Row, plan: _Plan, rated: Sequence[RatedBy], directory: Directory, account: str | None) -> RowRead:
    figures: list[tuple[RatedBy, float, float]] = []
    problems: list[str] = []
    for one in rated:
        try:
            both = [scales.read_cell(row.values[plan.places[name]], SCALES[one.scale]) for name in _columns(one)]
        except ValueError as error:
            problems.append(f"{error}, so “{_short(one.importance)}” and its fellow were left out")
            continue
        if both[0] is not None and both[1] is not None:
            figures.append((one, both[0], both[1]))
        elif both != [None, None]:
            named = _columns(one)[0 if both[0] is None else 1]
            problems.append(f"nothing stands in “{_short(named)}”, and one figure alone rates nothing")
    if not figures:
        return RowRead(row.number, (), tuple(problems))
    try:
        on = _day(plan, row)
    except ValueError as error:
        return RowRead(row.number, (), (str(error),))
    name = plan.cell("speaker", row) or f"{plan.cell('first_name', row)} {plan.cell('last_name', row)}".strip()
    written = Written(name, values.find_address(plan.cell("address", row)).lower(), plan.cell("account", row), on)
    match = matching.match(directory, written, account=account)
    if match.contact is None or match.account is None:
        who = written.address or written.name
        nobody = f"nobody we know is “{_short(who)}”" if who else "it does not say who answered"
        return RowRead(row.number, (), (*problems, nobody))
    given = tuple(
        Given(one.need, match.contact, match.account, importance, satisfaction, on, one.scale)
        for one, importance, satisfaction in figures
    )
    return RowRead(row.number, given, tuple(problems))


def _columns(one: RatedBy) -> tuple[str, str]:
    return one.importance, one.satisfaction


def _day(plan: _Plan, row: Row) -> date:
    said = plan.cell("said_at", row)
    if not said:
        return plan.today
    moment = dates.parse_datetime(said, order=plan.order, zone=ZoneInfo(plan.zone))
    # A day that is still to come is a slip of whoever typed it.
    return min(clock.local_date(moment, plan.zone), plan.today)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
