"""Choosing the words that something rests on, where it is written down: the newest of an account's people."""

from datetime import date

from closeknit.kit.look import saying
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries as verbatim_queries

_MOST = 40
_LONGEST = 90


def list_words(account: str, *, viewer: Viewer, today: date) -> list[tuple[str, str]]:
    """Return (id, day, speaker and words) of what was said last at an account, newest first; one statement."""
    rows = verbatim_queries.list_newest(account=account, viewer=viewer, limit=_MOST)
    return [
        (
            row.id,
            f"{saying.say_day(row.said_on, today)}, {row.speaker or 'somebody there'}: {_cut(row.text)}",
        )
        for row in rows
    ]


def _cut(text: str) -> str:
    said = " ".join(text.split())
    return f"“{said}”" if len(said) <= _LONGEST else f"“{said[: _LONGEST - 1].rstrip()}…”"
