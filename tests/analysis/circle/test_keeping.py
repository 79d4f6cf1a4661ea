import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import cadence, keeping
from closeknit.analysis.circle.cadence import Cadence, Pause
from closeknit.analysis.circle.keeping import PersonLateness

AS_OF = datetime.date(2026, 11, 22)
MONTHLY = Cadence(30, 60)
ZONES = ["Europe/London", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kolkata", "Australia/Lord_Howe"]
STATES = st.sampled_from([5, 40, 70, 200, None])


def lateness(days, limits=MONTHLY, pause=None):
    last_on = None if days is None else AS_OF - datetime.timedelta(days)
    return cadence.classify_lateness(last_on, limits, as_of=AS_OF, pause=pause)


def person(name, days, **more):
    return PersonLateness(f"con_{name}", name, lateness(days, **more))


def rests(days):
    return Pause(AS_OF, AS_OF + datetime.timedelta(days), "Parental leave")


@pytest.mark.parametrize(
    ("role", "said", "matters"),
    [
        ("champion", None, True),
        ("economic_buyer", None, True),
        ("user", None, False),
        ("", None, False),
        ("user", True, True),
        ("sponsor", False, False),
    ],
)
def test_a_hand_holds_above_a_role(role, said, matters):
    assert keeping.does_matter(role, said) is matters


def test_the_nearest_limits_hold():
    stage, account, contact = Cadence(1, 2), Cadence(3, 4), Cadence(5, 6)
    assert keeping.choose_limits(stage, account, contact) is contact
    assert keeping.choose_limits(stage, account, None) is account
    assert keeping.choose_limits(stage, None, None) is stage
    assert keeping.choose_limits(None, None, None) is None


def test_an_account_spoken_with_yesterday_is_late_where_its_buyer_waits():
    kept = keeping.roll_up(lateness(1), [person("Ana", 3), person("Bob", 75)])
    assert (kept.whole.state, kept.worst.state, kept.worst.days) == ("on_track", "late", 75)
    assert kept.who is not None
    assert kept.who.who == "Bob"
    assert [one.who for one in kept.people] == ["Bob", "Ana"]


def test_a_name_that_was_never_spoken_with_adds_nothing():
    kept = keeping.roll_up(lateness(1), [person("Ana", None)])
    assert (kept.worst.state, kept.who) == ("on_track", None)


def test_a_person_who_rests_adds_nothing_and_a_resting_account_rests_its_people():
    assert keeping.roll_up(lateness(1), [person("Ana", 300, pause=rests(9))]).worst.state == "on_track"
    kept = keeping.roll_up(lateness(300, pause=rests(9)), [person("Ana", 300)])
    assert (kept.worst.state, kept.who) == ("paused", None)


@given(STATES, st.lists(STATES, max_size=4))
def test_people_never_make_an_account_look_better(days, people):
    kept = keeping.roll_up(lateness(days), [person(f"P{n}", one) for n, one in enumerate(people)])
    order = cadence.WORST_FIRST
    assert order.index(kept.worst.state) <= order.index(kept.whole.state)


@given(STATES, st.permutations([person("Ana", 3), person("Bob", 75), person("Cy", None), person("Di", 75)]))
def test_people_in_any_order_are_rolled_up_alike(days, people):
    assert keeping.roll_up(lateness(days), people) == keeping.roll_up(lateness(days), sorted(people, key=str))


@given(st.integers(0, 100), st.integers(0, 90))
def test_nothing_is_due_before_the_day_after_a_pause(days, left):
    found = lateness(days, pause=rests(left))
    assert found.state == "paused"
    assert found.due_on > rests(left).until
    assert found.latest_on >= found.due_on


@given(
    st.sampled_from(ZONES),
    st.integers(0, 10 * 365 * 24 * 60),
    st.integers(1, 120),
    st.integers(0, 120),
)
def test_a_due_day_comes_once_and_on_its_local_day_whatever_the_clock_does(zone, minutes, ideal, more):
    limits, here = Cadence(ideal, ideal + more), zoneinfo.ZoneInfo(zone)
    spoke_at = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minutes)
    last_on = spoke_at.astimezone(here).date()
    due_on = last_on + datetime.timedelta(ideal)
    # Three days of hours around the day on which it falls due, clock changes and skipped days (Apia, 2011) included.
    noon = datetime.datetime(due_on.year, due_on.month, due_on.day, 12, tzinfo=here).astimezone(datetime.UTC)
    seen = []
    for hours in range(-36, 37):
        as_of = (noon + datetime.timedelta(hours=hours)).astimezone(here).date()
        found = cadence.classify_lateness(last_on, limits, as_of=as_of)
        assert (found.state == "on_track") == (as_of <= due_on)
        assert found.due_on == due_on
        seen.append(as_of == due_on)
    # One unbroken stretch of 23 to 25 hours: the day of a change of clocks is short or long, and never two days.
    assert 23 <= sum(seen) <= 25
    assert "".join("x" if day else "-" for day in seen).strip("-") == "x" * sum(seen)
