"""Who they are: the people there, what part they play, and when we last spoke with each."""

from closeknit.accounts.queries import ContactRow
from closeknit.kit import clock
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart

SHOWN = 8


def read(asked: BriefAsked) -> BriefPart | None:
    """Return the people who are there now: the one on the call first, then those spoken with last."""
    here = [one for one in asked.people if one.until_on is None]
    if not here:
        return None
    first = asked.person.id if asked.person else ""
    here.sort(key=lambda one: (one.id != first, -(one.two_way_at.timestamp() if one.two_way_at else 0.0), one.name))
    lines = tuple(_line(one, asked) for one in here[:SHOWN])
    never = sum(one.two_way_at is None for one in here)
    more = f"{len(here) - SHOWN} more" if len(here) > SHOWN else ""
    met = f"{never} never spoken with" if never else ""
    return BriefPart("people", "Who is there", lines, note=" · ".join(filter(None, (more, met))), is_aside=True)


def _line(one: ContactRow, asked: BriefAsked) -> BriefLine:
    what = ", ".join(filter(None, (one.title, one.role.replace("_", " "))))
    spoke_on = clock.local_date(one.two_way_at, asked.zone) if one.two_way_at else None
    return BriefLine(one.name, fact=what, on=spoke_on, about=one.person_id)
