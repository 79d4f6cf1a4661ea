"""What both sides promised and have not settled."""

from datetime import date

from closeknit.promises.queries import PromiseRow
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart

SHOWN = 8


def read(asked: BriefAsked) -> BriefPart | None:
    """Return the open promises of both sides, the nearest day first; None where nothing is open."""
    open_ones = sorted((row for row in asked.promises if not row.settlement), key=_day)
    if not open_ones:
        return None
    more = f"{len(open_ones) - SHOWN} more" if len(open_ones) > SHOWN else ""
    lines = tuple(_line(row) for row in open_ones[:SHOWN])
    return BriefPart("promises", "Open promises", lines, note=more, is_aside=True)


def _day(row: PromiseRow) -> tuple[date, str]:
    return row.due_on or date.max, row.id


def _line(row: PromiseRow) -> BriefLine:
    ours = row.direction == "ours"
    who = " · ".join(filter(None, (f"to {row.contact}" if ours and row.contact else row.contact, row.keeper)))
    return BriefLine(row.text, fact=who, mark="ours" if ours else "theirs", on=row.due_on, is_due=True, about=row.id)
