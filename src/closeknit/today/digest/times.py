"""When a digest is due: once in each week, at the hour that its reader wished, on the clock of where they are."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# A house that was closed over the hour makes up for it; what is older than this would be news of another week.
LATEST = timedelta(hours=36)


@dataclass(frozen=True)
class DigestTime:
    """A weekday (0 is Monday) and a full hour in a time zone."""

    weekday: int
    hour: int
    zone: str


def find_due_week(wished: DigestTime, *, at: datetime) -> date | None:
    """Return the Monday of the week whose digest is due at the moment `at`, or None.

    It is due from its hour on for 36 hours. An hour that the clock leaves out in spring counts as the one before, one that comes twice in
    autumn as the first; so each week has one moment, whatever the clock does.
    """
    here = at.astimezone(ZoneInfo(wished.zone)).date()
    monday = here - timedelta(here.weekday())
    for week in (monday, monday - timedelta(7)):
        if moment_of(week, wished) <= at < moment_of(week, wished) + LATEST:
            return week
    return None


def moment_of(week: date, wished: DigestTime) -> datetime:
    """Return the moment at which the digest of the week that begins on the Monday `week` is due."""
    on = week + timedelta(wished.weekday)
    return datetime.combine(on, time(wished.hour), tzinfo=ZoneInfo(wished.zone)).astimezone(ZoneInfo("UTC"))
