"""A mail that came in, as its line on the page says it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from closeknit.touchpoints.mailbox.letters import LetterRow

REASONS = {
    "passed_on": "passed on by {member}",
    "handed_in": "handed in by {member}",
    "shortened": "handed in by {member}; endless quoted text was left out",
    "written": "read as a conversation",
    "commented": "stands in the discussion that it answers",
    "unproven": "nothing proves who sent it",
    "own": "left out: the house sent it itself",
    "bounce": "left out: a mail of ours could not be delivered",
    "automatic": "left out: a machine answered",
    "mailing": "left out: sent to many by a machine",
    "no_words": "left out: there are no words of the sender in it",
    "too_large": "left out: larger than 32 MB; it stands in the mailbox",
    "broken": "left out: it could not be read, by a fault of ours that stands in the log",
    "put_away": "put away",
}


@dataclass(frozen=True)
class Line:
    """One mail on the page."""

    letter: LetterRow
    what: str
    on: date
    at: datetime


def line_of(row: LetterRow, *, zone: str) -> Line:
    """Return a mail as a line."""
    at = row.got_at.astimezone(ZoneInfo(zone))
    what = f"it says it is from {row.member}, which nothing proves" if row.state == "waiting" else ""
    return Line(
        row, what or REASONS.get(row.reason, row.reason).format(member=row.member or "one of us"), at.date(), at
    )
