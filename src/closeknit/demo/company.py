"""The plain files of the demo company, read as they are. Only `Calendar` knows that their dates move with today."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).parent / "company"

TableRow = dict[str, str]


@dataclass(frozen=True)
class Calendar:
    """Moves the dates of the files by whole days, so that their anchor becomes the day on which the demo is built."""

    days: int
    zone: str

    def day(self, written: str) -> date:
        """Return the day that `written` (2026-11-20) has become."""
        return date.fromisoformat(written) + timedelta(days=self.days)

    def find_day(self, written: str) -> date | None:
        """Return the day that `written` has become, or None for an empty cell."""
        return self.day(written) if written else None

    def moment(self, written: str) -> datetime:
        """Return the moment, in UTC, that `written` (a day, or a day and a time of the house's zone) has become.

        A day alone is taken at half past five in the afternoon, when people write things down.
        """
        local = datetime.fromisoformat(written if " " in written else f"{written} 17:30")
        return (local + timedelta(days=self.days)).replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def rewrite(self, written: str) -> str:
        """Return `written` (a day, a day and a time, or nothing) moved and written in the same way."""
        if not written:
            return ""
        form = "%Y-%m-%d %H:%M" if " " in written else "%Y-%m-%d"
        return (datetime.fromisoformat(written) + timedelta(days=self.days)).strftime(form)


@dataclass(frozen=True)
class Company:
    """Everything that the files say but for the conversations themselves."""

    folder: Path
    house: dict[str, Any]
    calendar: Calendar

    def rows(self, name: str) -> list[TableRow]:
        """Return the rows of the table called `name`."""
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def names_of(self, kind: str) -> dict[str, list[str]]:
        """Return each name of `kind` (competitors, products) with its spellings."""
        return {one["name"]: list(one["spellings"]) for one in self.house[kind]}


def read(*, today: date, folder: Path = FOLDER) -> Company:
    """Return the company as of `today`."""
    house = _read_house(folder)
    return Company(folder, house, Calendar((today - house["anchor"]).days, house["zone"]))


def read_zone(folder: Path = FOLDER) -> str:
    """Return the time zone of the house, in which a build's today is taken."""
    return str(_read_house(folder)["zone"])


def read_anchor(folder: Path = FOLDER) -> date:
    """Return the day against which all dates of the files are written."""
    anchor: date = _read_house(folder)["anchor"]
    return anchor


def _read_house(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "house.toml").read_text(encoding="utf-8"))
