import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import cadence
from closeknit.analysis.kinds import LatenessState, Stage

AS_OF = datetime.date(2026, 11, 22)
LADDER = ["on_track", "cooling", "late", "neglected"]
CADENCES = st.tuples(st.integers(1, 200), st.integers(0, 200)).map(lambda two: cadence.Cadence(two[0], sum(two)))


def classify(days, limits, **more):
    return cadence.classify_lateness(AS_OF - datetime.timedelta(days), limits, as_of=AS_OF, **more)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (0, "on_track"),
        (30, "on_track"),
        (31, "cooling"),
        (60, "cooling"),
        (61, "late"),
        (120, "late"),
        (121, "neglected"),
    ],
)
def test_each_limit_belongs_to_the_better_side(days, state):
    assert classify(days, cadence.Cadence(30, 60)).state == state


@given(CADENCES)
def test_every_boundary_day_lies_where_the_design_puts_it(limits):
    ideal, latest = limits.ideal_days, limits.latest_days
    assert classify(ideal, limits).state == "on_track"
    assert classify(ideal + 1, limits).state == ("cooling" if latest > ideal else "late")
    assert classify(latest + 1, limits).state == "late"
    assert classify(2 * latest, limits).state == ("late" if 2 * latest > ideal else "on_track")
    assert classify(2 * latest + 1, limits).state == "neglected"


@given(CADENCES, st.integers(0, 900), st.integers(0, 900))
def test_more_days_are_never_better(limits, one, other):
    fewer, more = sorted((one, other))
    assert LADDER.index(classify(fewer, limits).state) <= LADDER.index(classify(more, limits).state)


@given(CADENCES, st.integers(0, 900))
def test_the_dates_of_the_limits_are_the_last_good_days(limits, days):
    found = classify(days, limits)
    assert (found.state == "on_track") == (found.due_on >= AS_OF)
    assert (found.state in {"on_track", "cooling"}) == (found.latest_on >= AS_OF)


@given(CADENCES)
def test_a_call_logged_today_is_always_on_track(limits):
    assert classify(0, limits).state == "on_track"


def test_a_contact_dated_tomorrow_by_a_travellers_zone_has_no_negative_age():
    assert classify(-1, cadence.Cadence(30, 60)).days == 0


def test_a_pause_holds_through_its_last_day():
    limits = cadence.Cadence(30, 60)
    pause = cadence.Pause(AS_OF - datetime.timedelta(9), AS_OF, "They move house in autumn")
    assert classify(200, limits, pause=pause).state == "paused"
    assert classify(200, limits, pause=pause).reasons[0] == "Paused until today: They move house in autumn"
    over = cadence.Pause(pause.since, AS_OF - datetime.timedelta(1), pause.reason)
    assert classify(200, limits, pause=over).state == "neglected"


def test_without_contact_or_cadence_it_is_unknown_and_says_so():
    never = cadence.classify_lateness(None, cadence.Cadence(30, 60), as_of=AS_OF)
    assert (never.state, never.days, never.due_on) == ("unknown", None, None)
    assert never.reasons[0] == "No two-way contact on record yet"
    loose = classify(3, None)
    assert (loose.state, loose.days, loose.due_on) == ("unknown", 3, None)
    assert "No cadence is set" in loose.reasons


def test_the_reasons_name_the_day_and_the_limits():
    assert classify(41, cadence.Cadence(30, 60)).reasons == (
        "Last in two-way contact Mon 12 Oct, 41 days ago",
        "Ideal every 30 days, 60 at the latest",
    )


@pytest.mark.parametrize(("ideal", "latest"), [(0, 10), (-3, 10), (30, 29)])
def test_limits_that_nobody_could_keep_are_refused_with_a_sentence(ideal, latest):
    with pytest.raises(cadence.CadenceRefused, match="The old limits still hold") as refusal:
        cadence.Cadence(ideal, latest)
    assert str(ideal) in refusal.value.sentence


def test_the_nearer_the_stage_the_shorter_the_cadence():
    rings = [Stage.ALLY, Stage.PARTNER, Stage.ENGAGED, Stage.ACQUAINTED]
    ideals = [cadence.CADENCE_BY_STAGE[stage].ideal_days for stage in rings]
    assert ideals == sorted(ideals)
    assert set(cadence.CADENCE_BY_STAGE) == set(Stage)


def test_the_worst_contact_speaks_for_the_account():
    limits = cadence.Cadence(30, 60)
    several = [classify(days, limits) for days in (5, 70, 61, 40)]
    assert cadence.worst_of(several).days == 70
    assert cadence.worst_of([]) is None


def test_every_state_has_a_place_in_the_order_from_worst_to_best():
    limits = cadence.Cadence(30, 60)
    late, never = classify(70, limits), cadence.classify_lateness(None, limits, as_of=AS_OF)
    assert cadence.worst_of([never, late]) is late
    assert set(cadence.WORST_FIRST) == set(LatenessState)
