"""People who left an account, came to it from another, or do something else there; and what of it one of us saw to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from closeknit.analysis.today import facts
from closeknit.kit import clock
from closeknit.today.gathering.asked import Asked


def read_departures(asked: Asked) -> Mapping[str, Sequence[facts.Departure]]:
    """Return who left each account; a successor, or somebody who saw to it, closes the matter."""
    found: dict[str, list[facts.Departure]] = defaultdict(list)
    for one in asked.moves:
        if one.until_on is not None:
            handled_on = one.until_on if one.has_successor or one.is_left_seen else None
            departure = facts.Departure(one.contact, one.name, one.until_on, handled_on, one.elsewhere_now)
            found[one.account].append(departure)
    return found


def read_arrivals(asked: Asked) -> Mapping[str, Sequence[facts.Arrival]]:
    """Return who is at each account now and was known to us from another one before."""
    found: dict[str, list[facts.Arrival]] = defaultdict(list)
    for one in asked.moves:
        if one.until_on is None and one.from_on is not None and one.from_on >= asked.since and one.elsewhere_before:
            spoke_on = clock.local_date(one.spoke_at, asked.zone) if one.spoke_at else None
            handled_on = _handled(one.from_on, one.is_arrival_seen, spoke_on)
            found[one.account].append(
                facts.Arrival(one.contact, one.name, one.from_on, one.elsewhere_before, handled_on)
            )
    return found


def read_part_changes(asked: Asked) -> Mapping[str, Sequence[facts.PartChange]]:
    """Return who does something else at each account since a short while, once a person: the newest."""
    found: dict[str, list[facts.PartChange]] = defaultdict(list)
    for one in asked.moves:
        if one.until_on is None and one.part_on is not None:
            spoke_on = clock.local_date(one.spoke_at, asked.zone) if one.spoke_at else None
            handled_on = _handled(one.part_on, one.is_part_seen, spoke_on)
            found[one.account].append(
                facts.PartChange(one.contact, one.name, one.part_on, one.part_before, one.title, handled_on)
            )
    return found


def _handled(on: date, is_seen: bool, spoke_on: date | None) -> date | None:
    """Whoever spoke with them since has seen to it."""
    return on if is_seen else spoke_on if spoke_on and spoke_on > on else None
