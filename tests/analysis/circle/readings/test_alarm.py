"""What the alarm makes of six readings."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle.readings import alarm
from closeknit.analysis.circle.readings.alarm import AlarmLevel, WorryCode
from closeknit.analysis.circle.readings.reading import Gauge, Level, Reading

TODAY = datetime.date(2026, 11, 22)


def reading(gauge: Gauge, level: Level = Level.UNKNOWN, *, stale: bool = False) -> Reading:
    return Reading(gauge, level, f"{gauge} is {level}", TODAY, 1.0, "all", f"what of {gauge}?", is_stale=stale)


def six(**levels: Level) -> list[Reading]:
    return [reading(gauge, levels.get(gauge.value, Level.UNKNOWN)) for gauge in Gauge]


def test_where_it_feels_well_and_a_fact_is_ill_both_are_named():
    raised = alarm.raise_alarm(six(sense=Level.WELL, contact=Level.ILL, voice=Level.WELL))
    assert raised.worry.code is WorryCode.SENSE_AGAINST_FACTS
    assert raised.worry.says == "It feels well to us, but contact is ill"
    assert raised.worry.question == "what of contact?"
    assert raised.worry.level is AlarmLevel.ALARM


def test_facts_that_disagree_raise_the_alarm():
    raised = alarm.raise_alarm(six(promises=Level.ILL, voice=Level.WELL, answers=Level.WELL))
    assert raised.worry.code is WorryCode.DISAGREE
    assert raised.worry.says == "Answers is well, but promises is ill"


def test_a_feeling_without_a_fact_is_a_worry_of_its_own():
    raised = alarm.raise_alarm(six(sense=Level.ILL, voice=Level.WELL, contact=Level.WELL))
    assert raised.worry.code is WorryCode.FACTS_AGAINST_SENSE
    assert raised.worry.level is AlarmLevel.DISAGREE


def test_what_went_stale_is_said():
    readings = [reading(gauge, Level.WELL, stale=gauge is Gauge.SENSE) for gauge in Gauge]
    raised = alarm.raise_alarm(readings)
    assert raised.worry.code is WorryCode.STALE
    assert "how it feels to us" in raised.worry.says.lower()


def test_too_little_known_is_said_with_what_is_missing():
    raised = alarm.raise_alarm(six(contact=Level.WELL))
    assert raised.worry.code is WorryCode.UNKNOWN
    assert "promises, answers, their voice, money and how it feels to us" in raised.worry.says


def test_nothing_to_worry_about_says_how_much_is_known():
    raised = alarm.raise_alarm(six(contact=Level.WELL, voice=Level.WELL, answers=Level.WELL))
    assert raised.worry.code is WorryCode.NOTHING
    assert raised.worry.says == "Nothing: 3 of 6 readings are known, and all of them are well"


readings = st.tuples(
    *(st.builds(reading, st.just(gauge), st.sampled_from(Level), stale=st.booleans()) for gauge in Gauge)
)


@given(readings)
def test_there_is_always_one_worry_with_a_question_and_order_changes_nothing(several: tuple[Reading, ...]):
    raised = alarm.raise_alarm(several)
    assert raised == alarm.raise_alarm(several[::-1])
    assert raised.worry.says
    assert raised.worry.question


@given(readings)
def test_it_is_never_at_ease_while_a_reading_that_counts_is_ill(several: tuple[Reading, ...]):
    if any(one.counts and one.level is Level.ILL for one in several):
        assert alarm.raise_alarm(several).worry.level in {AlarmLevel.ALARM, AlarmLevel.DISAGREE}
