import datetime

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import cadence, contact, coverage
from closeknit.analysis.circle.cadence import Cadence, Pause
from closeknit.analysis.circle.contact import TouchpointFact
from closeknit.analysis.circle.coverage import History
from closeknit.analysis.kinds import Direction, Stage

DAY = datetime.date(2026, 11, 22)
STAGES = {Stage.PARTNER: Cadence(30, 60), Stage.OUTSIDE: None}
AGES = st.lists(st.integers(0, 400), max_size=6)


def ago(days):
    return DAY - datetime.timedelta(days)


def history(*ages, **more):
    spoke = tuple(sorted({ago(days) for days in ages}))
    given = {"owner_id": "ben", "known_on": ago(1000), "first_stage": Stage.PARTNER, "spoke_on": spoke}
    return History(**(given | more))


def look(one, day=DAY):
    found = coverage.count_coverage([one], STAGES, [day])
    return (found[0].n_watched, found[0].n_within, found[0].n_never, found[0].n_paused) if found else None


def test_the_latest_limit_belongs_to_the_better_side():
    assert look(history(60)) == (1, 1, 0, 0)
    assert look(history(61)) == (1, 0, 0, 0)
    assert look(history()) == (1, 0, 1, 0)


def test_the_past_is_seen_as_it_was_and_not_as_it_is():
    spoken_today = history(100, 0)
    assert look(spoken_today) == (1, 1, 0, 0)
    assert look(spoken_today, ago(1)) == (1, 0, 0, 0)
    assert look(spoken_today, ago(50)) == (1, 1, 0, 0)
    assert look(spoken_today, ago(101)) == (1, 0, 1, 0)


def test_a_stage_counts_from_the_day_of_its_decision():
    moved = history(5, first_stage=Stage.OUTSIDE, moves=((ago(30), Stage.PARTNER), (ago(2), Stage.LET_GO)))
    assert look(moved, ago(31)) is None
    assert look(moved, ago(30)) == (1, 0, 1, 0)
    assert look(moved, ago(3)) == (1, 1, 0, 0)
    assert look(moved) is None


def test_own_limits_watch_whoever_stands_outside():
    assert look(history(5, first_stage=Stage.OUTSIDE)) is None
    assert look(history(5, first_stage=Stage.OUTSIDE, own=Cadence(1, 4))) == (1, 0, 0, 0)


def test_who_rests_is_counted_apart_and_who_was_not_known_yet_not_at_all():
    assert look(history(200, pauses=(Pause(ago(3), DAY, "Sabbatical"),))) == (0, 0, 0, 1)
    assert look(history(200, known_on=ago(-1))) is None


def test_owners_stand_apart_and_are_summed_up():
    several = [history(1), history(90), history(1, owner_id="dora")]
    lines = coverage.count_coverage(several, STAGES, [ago(7), DAY])
    assert [(one.on, one.owner_id, one.n_within, one.n_watched) for one in lines if one.on == DAY] == [
        (DAY, "ben", 1, 2),
        (DAY, "dora", 1, 1),
    ]
    total = coverage.sum_up(lines)[-1]
    assert (total.owner_id, total.share) == ("", 2 / 3)


@given(AGES, st.integers(0, 300))
def test_a_day_is_covered_exactly_where_lateness_said_so_on_that_day(ages, back):
    day = ago(back)
    last = max((spoke for spoke in history(*ages).spoke_on if spoke <= day), default=None)
    state = cadence.classify_lateness(last, STAGES[Stage.PARTNER], as_of=day).state
    watched, within, never, _ = look(history(*ages), day)
    assert (watched, within == 1, never == 1) == (1, state in {"on_track", "cooling"}, state == "unknown")


def test_every_two_way_day_is_found_not_only_the_newest():
    facts = [
        TouchpointFact("t1", ago(50), Direction.BOTH),
        TouchpointFact("t2", ago(40), Direction.THEIRS, conversation="c"),
        TouchpointFact("t3", ago(38), Direction.OURS, conversation="c"),
        TouchpointFact("t4", ago(3), Direction.OURS),
        TouchpointFact("t5", ago(-2), Direction.BOTH),
    ]
    assert contact.list_two_way_days(facts, as_of=DAY) == (ago(50), ago(38))
