"""What each of the six gauges says of plain facts."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle.cadence import Cadence, classify_lateness
from closeknit.analysis.circle.readings import answers, contact, money, promises, sense, voice
from closeknit.analysis.circle.readings.answers import Exchange
from closeknit.analysis.circle.readings.money import WorthOn
from closeknit.analysis.circle.readings.promises import PromiseFact
from closeknit.analysis.circle.readings.reading import Level
from closeknit.analysis.circle.readings.sense import Sense
from closeknit.analysis.circle.readings.voice import VoiceFacts
from closeknit.analysis.kinds import PromiseDirection, Settlement

TODAY = datetime.date(2026, 11, 22)
CADENCE = Cadence(30, 60)


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days)


def spoken(days: int):
    return classify_lateness(ago(days), CADENCE, as_of=TODAY)


@pytest.mark.parametrize(("days", "level"), [(3, "well"), (40, "uneasy"), (61, "ill"), (200, "ill")])
def test_contact_follows_the_limits(days: int, level: str):
    assert contact.read_contact(spoken(days), n_people=3, n_in_touch=2).level == level


def test_one_voice_of_several_is_uneasy_however_fresh():
    reading = contact.read_contact(spoken(1), n_people=4, n_in_touch=1)
    assert reading.level is Level.UNEASY
    assert reading.says == "we spoke yesterday, but with one person only of the 4 we know"
    assert contact.read_contact(spoken(1), n_people=1, n_in_touch=1).level is Level.WELL


def test_a_pause_is_not_a_reading():
    never = classify_lateness(None, CADENCE, as_of=TODAY)
    assert contact.read_contact(never, n_people=0, n_in_touch=0).level is Level.UNKNOWN


def wrote(days: int, answered: int | None = None, *, ours: bool = True) -> Exchange:
    return Exchange(ago(days), ours, None if answered is None else ago(answered), f"t{days}")


def test_messages_that_are_answered_are_well_with_their_days():
    reading = answers.read_answers([wrote(40, 39), wrote(30, 29), wrote(20, 17)], owed_since=None, as_of=TODAY)
    assert reading.level is Level.WELL
    assert reading.says == "they answer 3 of 3 messages, mostly within a day"
    assert reading.coverage == 1


def test_a_young_message_does_not_count_as_silence():
    reading = answers.read_answers([wrote(3), wrote(2), wrote(1)], owed_since=None, as_of=TODAY)
    assert reading.level is Level.UNKNOWN


def test_three_messages_into_silence_are_ill():
    assert answers.read_answers([wrote(80), wrote(60), wrote(40)], owed_since=None, as_of=TODAY).level is Level.ILL


def test_whoever_waits_for_us_a_week_is_ill_whatever_they_answer():
    several = [wrote(40, 39), wrote(30, 29), wrote(20, 19)]
    assert answers.read_answers(several, owed_since=ago(8), as_of=TODAY).says == (
        "they have waited 8 days for an answer of ours"
    )
    assert answers.read_answers(several, owed_since=ago(3), as_of=TODAY).level is Level.UNEASY


def promised(
    direction: PromiseDirection = PromiseDirection.OURS, due: int = 10, ended: Settlement | None = None
) -> PromiseFact:
    return PromiseFact(f"p{due}", "send the plan", direction, ago(due), ended, ago(due) if ended else None)


def test_a_promise_of_ours_past_its_day_is_ill_and_named():
    reading = promises.read_promises([promised(due=4), promised(due=90, ended=Settlement.KEPT)], as_of=TODAY)
    assert reading.level is Level.ILL
    assert reading.says == "a promise of ours is 4 days past its day: “send the plan”"
    assert reading.promise_ids == ("p4",)
    assert reading.coverage == 0.5


def test_a_promise_of_theirs_past_its_day_is_uneasy():
    assert promises.read_promises([promised(PromiseDirection.THEIRS)], as_of=TODAY).level is Level.UNEASY


def test_four_in_five_kept_is_well_and_withdrawn_ones_do_not_count():
    kept = [promised(due=20 + n, ended=Settlement.KEPT) for n in range(4)]
    missed = promised(due=60, ended=Settlement.MISSED)
    withdrawn = promised(due=61, ended=Settlement.WITHDRAWN)
    assert promises.read_promises([*kept, missed, withdrawn], as_of=TODAY).level is Level.WELL
    assert promises.read_promises([*kept[:3], missed], as_of=TODAY).level is Level.UNEASY


def heard(
    lately: int = 6, before: int = 6, pains: int = 0, praises: int = 0, leaving: int = 0, pains_before: int = 0
) -> VoiceFacts:
    ids = lambda word, n: tuple(f"{word}{number}" for number in range(n))  # noqa: E731  # shorter than a def here
    words = (ids("pain", pains), ids("praise", praises), ids("leaving", leaving))
    return VoiceFacts(ago(3), lately, before, 2, 4, *words, pains_before)


def test_leaving_is_ill_and_shows_its_words():
    reading = voice.read_voice(heard(leaving=1, praises=5), as_of=TODAY)
    assert reading.level is Level.ILL
    assert reading.verbatim_ids == ("leaving0",)


@pytest.mark.parametrize(
    ("pains", "praises", "level"),
    [(8, 2, "ill"), (5, 0, "ill"), (4, 0, "uneasy"), (7, 2, "uneasy"), (2, 2, "well"), (0, 0, "well")],
)
def test_pain_is_laid_against_praise(pains: int, praises: int, level: str):
    facts = heard(lately=10, before=90, pains=pains, praises=praises, pains_before=4)
    assert voice.read_voice(facts, as_of=TODAY).level == level


def test_much_pain_is_ill_only_where_it_is_more_than_before():
    more = voice.read_voice(heard(lately=20, before=90, pains=12, praises=1, pains_before=18), as_of=TODAY)
    assert (more.level, more.says) == (
        Level.ILL,
        "they speak of pain in 12 sentences for 1 of praise, 3 times as often as before",
    )
    never = voice.read_voice(heard(lately=20, before=90, pains=12), as_of=TODAY)
    assert (never.level, never.says[-15:]) == (Level.ILL, "as never before")
    alike = voice.read_voice(heard(lately=20, before=90, pains=12, praises=1, pains_before=50), as_of=TODAY)
    assert (alike.level, alike.says[-20:]) == (Level.UNEASY, ", as they did before")


def test_much_pain_of_whom_we_hardly_heard_before_is_uneasy():
    reading = voice.read_voice(heard(lately=20, before=11, pains=12), as_of=TODAY)
    assert (reading.level, reading.says) == (Level.UNEASY, "they speak of pain in 12 sentences and none of praise")


def test_silence_after_much_talk_is_uneasy_and_after_little_unknown():
    assert voice.read_voice(heard(lately=0, before=20), as_of=TODAY).level is Level.UNEASY
    assert voice.read_voice(heard(lately=0, before=2), as_of=TODAY).level is Level.UNKNOWN


@pytest.mark.parametrize(("days", "level"), [(-5, "ill"), (0, "uneasy"), (90, "uneasy"), (91, "well")])
def test_money_looks_at_the_day_they_decide(days: int, level: str):
    day = TODAY + datetime.timedelta(days)
    assert money.read_money(worth=1.0, renewal_on=day, as_of=TODAY).level == level


@pytest.mark.parametrize(
    ("worth", "level", "says"),
    [
        (70.0, "ill", "they bring 30 % less than a year ago"),
        (90.0, "uneasy", "they bring 10 % less than a year ago"),
        (97.0, "well", "they bring as much as a year ago"),
        (150.0, "well", "they bring 50 % more than a year ago"),
        (0.0, "ill", "they bring nothing any more, unlike a year ago"),
    ],
)
def test_money_holds_worth_against_that_of_a_year_ago(worth: float, level: str, says: str):
    history = [WorthOn(ago(700), 100), WorthOn(ago(200), 130), WorthOn(ago(3), int(worth))]
    reading = money.read_money(worth=worth, history=history, renewal_on=None, as_of=TODAY)
    assert (reading.level, reading.says) == (level, says)
    assert reading.covered == "worth and what it was before are known, renewal not"
    assert reading.on == ago(3)


def test_of_worth_and_renewal_the_worse_comes_first():
    history, far = [WorthOn(ago(150), 100)], TODAY + datetime.timedelta(200)
    reading = money.read_money(worth=50.0, history=history, renewal_on=far, as_of=TODAY)
    assert reading.level is Level.ILL
    assert reading.says == "they bring 50 % less than 5 months ago; the renewal is 200 days away"
    assert "elsewhere" in reading.question
    near = money.read_money(worth=200.0, history=history, renewal_on=TODAY, as_of=TODAY)
    assert near.says == "they decide about the renewal today; they bring 100 % more than 5 months ago"


def test_a_worth_written_down_the_other_day_is_nothing_to_hold_another_against():
    reading = money.read_money(worth=50.0, history=[WorthOn(ago(59), 100)], renewal_on=None, as_of=TODAY)
    assert reading.level is Level.UNKNOWN
    assert reading.covered == "worth is known, what it was before and renewal not"


def test_a_worth_that_nobody_looked_at_for_long_is_stale_unless_a_day_is_set():
    old = [WorthOn(ago(900), 100)]
    assert money.read_money(worth=100.0, history=old, renewal_on=None, as_of=TODAY).is_stale
    assert not money.read_money(worth=100.0, history=old, renewal_on=ago(500), as_of=TODAY).is_stale


@given(
    st.lists(st.tuples(st.integers(0, 1500), st.none() | st.integers(0, 10**12))), st.none() | st.integers(0, 10**12)
)
def test_money_always_has_a_sentence_whatever_the_history(days: list[tuple[int, int | None]], worth: int | None):
    history = [WorthOn(ago(day), amount) for day, amount in days]
    reading = money.read_money(worth=worth, history=history, renewal_on=None, as_of=TODAY)
    assert reading.says
    assert reading.coverage is not None
    assert 0 <= reading.coverage <= 1
    assert worth is not None or reading.level is Level.UNKNOWN


def test_sense_goes_stale():
    said = Sense(Level.WELL, "they joke with us again", "Ben", ago(91))
    reading = sense.read_sense(said, as_of=TODAY)
    assert reading.is_stale
    assert not reading.counts
    assert sense.read_sense(None, as_of=TODAY).level is Level.UNKNOWN


exchanges = st.builds(
    lambda days, took, ours: wrote(days, max(0, days - took) if took is not None else None, ours=ours),
    st.integers(0, 180),
    st.none() | st.integers(0, 30),
    st.booleans(),
)


@given(st.lists(exchanges, max_size=30), st.none() | st.integers(0, 90))
def test_answers_stay_in_bounds_and_do_not_depend_on_order(several: list[Exchange], owed: int | None):
    since = None if owed is None else ago(owed)
    one = answers.read_answers(several, owed_since=since, as_of=TODAY)
    other = answers.read_answers(several[::-1], owed_since=since, as_of=TODAY)
    assert (one.level, one.says, one.coverage) == (other.level, other.says, other.coverage)
    assert one.coverage is None or 0 <= one.coverage <= 1
