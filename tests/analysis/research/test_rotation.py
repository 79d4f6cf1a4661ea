import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.research.rotation import MOST_A_CALL, Put, QuestionFacts, plan_rotation

AS_OF = datetime.date(2026, 11, 22)


def ago(days):
    return AS_OF - datetime.timedelta(days)


def put(days):
    return Put(ago(days), ago(days))


def asked(questions, **more):
    return [one.id for one in plan_rotation(questions, as_of=AS_OF, **more).ask]


SIX = [QuestionFacts(f"q{place}", place) for place in range(6)]

days = st.none() | st.integers(-5, 900).map(ago)
puts = st.builds(Put, days, days)
banks = st.lists(
    st.builds(QuestionFacts, st.sampled_from("abcdefgh"), st.integers(0, 9), puts, puts),
    max_size=8,
    unique_by=lambda one: one.id,
)


def test_a_new_person_is_asked_the_first_of_the_bank_and_not_all():
    assert asked(SIX) == ["q0", "q1", "q2"]


def test_what_this_person_never_answered_comes_first_then_what_they_answered_longest_ago():
    bank = [
        QuestionFacts("spring", 0, put(200), put(200)),
        QuestionFacts("winter", 1, put(300), put(300)),
        QuestionFacts("never", 2, Put(), put(200)),
    ]
    assert asked(bank) == ["never", "winter", "spring"]


def test_of_two_that_they_never_answered_the_one_that_their_account_never_answered_comes_first():
    bank = [QuestionFacts("known", 0, Put(), put(90)), QuestionFacts("unknown", 1)]
    assert asked(bank) == ["unknown", "known"]


@pytest.mark.parametrize(("days_ago", "rests"), [(119, True), (120, False)])
def test_a_question_rests_for_the_person_who_heard_it(days_ago, rests):
    found = plan_rotation([QuestionFacts("q", 0, Put(ago(days_ago)), Put(ago(days_ago)))], as_of=AS_OF, person="Ana")
    assert (found.ask == ()) is rests


@pytest.mark.parametrize(("days_ago", "rests"), [(29, True), (30, False)])
def test_a_question_rests_when_a_colleague_answered_it_this_month(days_ago, rests):
    found = plan_rotation([QuestionFacts("q", 0, Put(), put(days_ago))], as_of=AS_OF, account="Harrow")
    assert (found.ask == ()) is rests
    if rests:
        assert found.resting[0].reasons == ("Harrow answered it 29 days ago".replace("29 days", "4 weeks"),)


def test_what_somebody_was_asked_this_month_counts_against_what_they_are_asked_now():
    bank = [QuestionFacts("a", 0, put(10), put(10)), QuestionFacts("b", 1, put(12), put(12)), *SIX]
    assert asked(bank) == ["q0"]


def test_each_question_says_why():
    bank = [
        QuestionFacts("new", 0),
        QuestionFacts("shy", 1, Put(), Put(ago(200))),
        QuestionFacts("old", 2, put(400), put(200)),
        QuestionFacts("other", 3, Put(), put(60)),
    ]
    found = plan_rotation(bank, as_of=AS_OF, person="Ana", account="Harrow", most=9)
    assert {one.id: one.reasons for one in found.ask} == {
        "new": ("Nobody at Harrow has ever answered it",),
        "shy": ("Somebody at Harrow was asked and did not answer",),
        "old": ("Ana answered it 13 months ago", "Harrow last answered it 6 months ago"),
        "other": ("Ana never answered it", "Harrow last answered it 8 weeks ago"),
    }


@given(banks, st.integers(0, 5))
def test_every_question_stands_in_one_place_and_few_are_asked(bank, most):
    found = plan_rotation(bank, as_of=AS_OF, most=most)
    places = [one.id for part in (found.ask, found.later, found.resting) for one in part]
    assert sorted(places) == sorted(one.id for one in bank)
    assert len(found.ask) <= most
    assert all(one.reasons for part in (found.ask, found.later, found.resting) for one in part)


@given(banks, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_come_changes_nothing(bank, random):
    mixed = list(bank)
    random.shuffle(mixed)
    assert plan_rotation(mixed, as_of=AS_OF) == plan_rotation(bank, as_of=AS_OF)


def test_six_questions_are_all_answered_before_the_first_comes_again():
    answered = {}
    told = []
    for month in range(12):
        day = AS_OF + datetime.timedelta(35 * month)
        bank = [
            QuestionFacts(one.id, one.place, Put(answered.get(one.id), answered.get(one.id)),
                          Put(answered.get(one.id), answered.get(one.id)))
            for one in SIX
        ]  # fmt: skip
        now = [one.id for one in plan_rotation(bank, as_of=day, most=2).ask]
        told += now
        answered |= dict.fromkeys(now, day)
    assert set(told[:6]) == {one.id for one in SIX}
    assert MOST_A_CALL == 3
