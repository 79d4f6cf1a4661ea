from datetime import UTC, date, datetime, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from closeknit.kit import ics

NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
# Half of a surrogate pair cannot be written as UTF-8 and never reaches a name.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def entry(**more):
    given = {
        "uid": "call-1@closeknit",
        "starts": date(2026, 11, 20),
        "title": "Call Harrow Fell",
        "lines": ("Last in two-way contact 10 Nov",),
        "url": "https://house.example/accounts/1/",
        "changed_at": NOW,
    }
    return ics.Entry(**(given | more))


def events(content):
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_a_whole_day_ends_on_the_next_one_and_takes_no_time():
    (event,) = events(ics.write_calendar("Calls", [entry(is_busy=False)]))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 11, 20), date(2026, 11, 21))
    assert event["TRANSP"] == "TRANSPARENT"


def test_an_invitation_names_who_asks_and_only_on_request_who_is_asked():
    me, ana = ics.Somebody("Ben", "ben@arlund.example"), ics.Somebody('Ana "A" Costa\r\nX:1', "ana@harrow.example")
    own = ics.write_invitation(entry(starts=NOW), organiser=me)
    (event,) = events(own)
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == ("mailto:ben@arlund.example", "Ben")
    assert "ATTENDEE" not in event
    assert b"METHOD:PUBLISH" in own
    sent = ics.write_invitation(entry(starts=NOW), organiser=me, invited=ana)
    (event,) = events(sent)
    assert event["ATTENDEE"] == "mailto:ana@harrow.example"
    assert event["ATTENDEE"].params["CN"] == "Ana 'A' Costa X:1"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert b"METHOD:REQUEST" in sent
    assert b"\r\nX:1" not in sent.replace(b"\r\n ", b"")


def test_a_moment_is_written_in_utc_with_its_length():
    starts = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
    (event,) = events(ics.write_calendar("Calls", [entry(starts=starts, minutes=45)]))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (starts, starts + timedelta(minutes=45))


@given(title=texts, line=texts)
def test_whatever_a_name_holds_stays_one_entry_that_programs_can_read(title, line):
    content = ics.write_calendar("Calls", [entry(title=title, lines=(line,)), entry(uid="other")])
    first, second = events(content)
    assert str(second["SUMMARY"]) == "Call Harrow Fell"
    assert str(first["DESCRIPTION"]).endswith("https://house.example/accounts/1/")
    assert all(len(row) <= 75 for row in content.split(b"\r\n"))


@given(title=texts)
def test_the_same_entries_give_the_same_bytes(title):
    assert ics.write_calendar("Calls", [entry(title=title)]) == ics.write_calendar("Calls", [entry(title=title)])
