"""The one writer of calendars (RFC 5545), for whatever is to stand in somebody's own calendar program."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar


@dataclass(frozen=True)
class Entry:
    """One entry. `uid` stays the same when it moves, so that programs move it too; a `date` is a whole day.

    `changed_at` is when what it says was last true; `minutes` count only for a moment.
    """

    uid: str
    starts: date | datetime
    title: str
    lines: tuple[str, ...]
    url: str
    changed_at: datetime
    minutes: int = 30
    is_busy: bool = True


def write_calendar(name: str, entries: Iterable[Entry], *, refresh_hours: int = 1) -> bytes:
    """Return the calendar called `name` as .ics, asking programs to read it anew every `refresh_hours`.

    The same entries give the same bytes. Whatever stands in a title or line stays text: ends of lines are escaped.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Closeknit//Closeknit//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=refresh_hours), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", f"PT{refresh_hours}H")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


@dataclass(frozen=True)
class Somebody:
    """Who organises or is invited: a name and an e-mail address."""

    name: str
    email: str


def write_invitation(entry: Entry, *, organiser: Somebody, invited: Somebody | None = None) -> bytes:
    """Return one entry as .ics: for the organiser's own calendar, or with `invited` as a request that their program answers.

    The same entry gives the same bytes.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Closeknit//Closeknit//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "REQUEST" if invited else "PUBLISH")
    event = _event(entry)
    event.add("status", "CONFIRMED")
    event.add("sequence", 0)
    event.add("organizer", _address(organiser))
    if invited is not None:
        answer = {"role": "REQ-PARTICIPANT", "partstat": "NEEDS-ACTION", "rsvp": "TRUE"}
        event.add("attendee", _address(invited, **answer), encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _address(one: Somebody, **more: str) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{_plain(one.email).replace(' ', '')}")
    # A quotation mark cannot stand in a parameter, not even escaped.
    for name, value in {"cn": _plain(one.name).replace('"', "'"), **more}.items():
        address.params[name] = icalendar.vText(value)
    return address


def _event(entry: Entry) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    starts = entry.starts.astimezone(UTC) if isinstance(entry.starts, datetime) else entry.starts
    whole_day = not isinstance(starts, datetime)
    event.add("dtstart", starts)
    event.add("dtend", starts + (timedelta(days=1) if whole_day else timedelta(minutes=entry.minutes)))
    event.add("summary", _plain(entry.title))
    event.add("description", "\n".join(filter(None, [*(_plain(line) for line in entry.lines), entry.url])))
    if entry.url:
        event.add("url", entry.url)
    event.add("transp", "OPAQUE" if entry.is_busy else "TRANSPARENT")
    return event


def _plain(text: str) -> str:
    """Return the text without control characters, which RFC 5545 forbids, on one line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
