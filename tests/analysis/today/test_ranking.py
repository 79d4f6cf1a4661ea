import dataclasses
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.circle import cadence
from closeknit.analysis.circle.keeping import PersonLateness
from closeknit.analysis.kinds import Medium, PromiseDirection, Settlement, SignalCode, Stage, TodayClass
from closeknit.analysis.today import facts, ranking

AS_OF = datetime.date(2026, 11, 22)
MONTHLY = cadence.Cadence(30, 60)
ORDER = ["owed", "alarm", "due", "late", "good_news", "ask"]


def ago(days):
    return AS_OF - datetime.timedelta(days)


def account(name="Rijnmond", **more):
    defaults = {"id": name.lower(), "name": name, "stage": Stage.PARTNER, "last_contact_on": ago(6)}
    return facts.AccountFacts(**(defaults | more))


def lateness(days):
    return cadence.classify_lateness(ago(days), MONTHLY, as_of=AS_OF)


def promise(due_in, direction="ours", **more):
    due_on = None if due_in is None else ago(-due_in)
    return facts.PromiseFact("p", "Send the audit trail", PromiseDirection(direction), due_on, **more)


def call(in_days):
    return facts.PlannedCall("c", ago(-in_days), Medium.CALL, "The third site", "Saskia")


def rank(*accounts, as_of=AS_OF, **more):
    return ranking.rank_today(accounts, as_of=as_of, **more)


def classes(one):
    return [reason.class_code for item in rank(one) for reason in item.reasons]


EXAMPLES = {
    "owed": {"owed": (facts.OwedMessage(ago(3), ("t",)),)},
    "alarm": {"alarms": (facts.HeardAlarm("v", ago(6), SignalCode.LEAVING, "Ana"),)},
    "due": {"calls": (call(0),)},
    "late": {"lateness": lateness(61)},
    "good_news": {"answered_needs": (facts.AnsweredNeed("n", "Audit trails", ago(2)),)},
    "ask": {"questions_never_asked": ("How are we doing?",)},
}


@st.composite
def accounts(draw):
    merged = {}
    for part in draw(st.sets(st.sampled_from(ORDER))):
        merged |= EXAMPLES[part]
    place = draw(st.integers(0, 99))
    name = draw(st.sampled_from(["Ana", "ana", "Ben", "Cleo"]))
    put_off = facts.PutOff(
        AS_OF + datetime.timedelta(draw(st.integers(-3, 3))),
        ago(draw(st.integers(0, 9))),
        draw(st.sampled_from(TodayClass)),
    )
    return account(
        name,
        id=f"acc{place:02}",
        worth=draw(st.sampled_from([None, 0.0, 10.0, 500.0])),
        put_off=draw(st.sampled_from([None, put_off])),
        **merged,
    )


HOUSES = st.lists(accounts(), max_size=12, unique_by=lambda one: one.id)


@pytest.mark.parametrize("code", ORDER)
def test_each_class_has_its_example(code):
    (item,) = rank(account(**EXAMPLES[code]))
    assert item.class_code == code


def test_the_classes_stand_in_the_order_of_the_design():
    items = rank(*(account(code, **EXAMPLES[code]) for code in sorted(ORDER)))
    assert [item.class_code for item in items] == ORDER


def test_an_account_has_one_item_with_all_its_reasons_and_its_highest_class():
    everything = {key: value for example in EXAMPLES.values() for key, value in example.items()}
    (item,) = rank(account(**(everything | {"calls": (call(-1),)})))
    assert item.class_code == "owed"
    assert [reason.class_code for reason in item.reasons] == ORDER


def test_within_a_class_worth_decides_then_age_then_name():
    items = rank(
        account("Unknown", worth=None, owed=(facts.OwedMessage(ago(80), ("t",)),)),
        account("Zeta", worth=9.0, owed=(facts.OwedMessage(ago(4), ("t",)),)),
        account("Alpha", worth=9.0, owed=(facts.OwedMessage(ago(3), ("t",)),)),
        account("beta", worth=9.0, owed=(facts.OwedMessage(ago(4), ("t",)),)),
        account("Large", worth=10.0, owed=(facts.OwedMessage(ago(0), ("t",)),)),
    )
    assert [item.name for item in items] == ["Large", "beta", "Zeta", "Alpha", "Unknown"]


def test_only_the_accounts_of_the_owner_who_asks():
    mine, theirs = account("Mine", owner_id="ines", **EXAMPLES["late"]), account("Theirs", **EXAMPLES["late"])
    assert [item.name for item in rank(mine, theirs, owner_id="ines")] == ["Mine"]


@pytest.mark.parametrize(("due_in", "found"), [(-1, ["owed"]), (0, ["due"]), (3, ["due"]), (4, [])])
def test_a_promise_of_ours_is_near_then_due_then_owed(due_in, found):
    assert classes(account(promises=(promise(due_in),))) == found


@pytest.mark.parametrize(("due_in", "found"), [(-9, ["due"]), (0, ["due"]), (1, [])])
def test_a_promise_of_theirs_is_due_from_its_day_until_settled(due_in, found):
    assert classes(account(promises=(promise(due_in, "theirs"),))) == found


def test_a_missed_promise_is_owed_until_they_are_told():
    missed = promise(-5, settlement=Settlement.MISSED, settled_on=ago(4))
    assert classes(account(promises=(missed,))) == ["owed"]
    assert classes(account(promises=(dataclasses.replace(missed, told_on=ago(1)),))) == []


def test_a_kept_promise_is_good_news_until_they_are_told():
    kept = promise(-5, settlement=Settlement.KEPT, settled_on=ago(6))
    assert classes(account(promises=(kept,))) == ["good_news"]
    assert classes(account(promises=(dataclasses.replace(kept, told_on=ago(1)),))) == []


def test_a_withdrawn_promise_asks_for_nothing():
    assert classes(account(promises=(promise(-5, settlement=Settlement.WITHDRAWN),))) == []


@pytest.mark.parametrize(("days", "found"), [(60, []), (61, ["late"]), (120, ["late"]), (121, ["late"])])
def test_late_begins_on_the_day_after_the_latest_limit(days, found):
    assert classes(account(lateness=lateness(days))) == found


def test_a_person_who_matters_can_be_late_while_the_account_is_not():
    person = PersonLateness("con_1", "Saskia", lateness(70))
    (item,) = rank(account(lateness=lateness(5), people_late=(person,)))
    assert item.reasons[0].who == "Saskia"


def test_a_late_account_is_one_reason_however_many_people_are_late():
    people = tuple(PersonLateness(f"con_{n}", f"P{n}", lateness(70)) for n in range(3))
    (item,) = rank(account(lateness=lateness(70), people_late=people))
    assert len(item.reasons) == 1


@pytest.mark.parametrize(("in_days", "found"), [(14, []), (15, ["late"]), (1, [])])
def test_who_will_be_called_within_two_weeks_is_not_nagged_about(in_days, found):
    assert classes(account(lateness=lateness(70), calls=(call(in_days),))) == found


def test_a_call_that_was_never_logged_is_asked_about():
    assert classes(account(calls=(call(-2),))) == ["due"]


def test_an_alarm_is_silent_once_we_have_spoken_on_a_later_day():
    alarm = EXAMPLES["alarm"]
    assert classes(account(last_contact_on=ago(6), **alarm)) == ["alarm"]
    assert classes(account(last_contact_on=ago(5), **alarm)) == []


def test_an_alarm_that_somebody_saw_to_is_silent():
    heard = dataclasses.replace(EXAMPLES["alarm"]["alarms"][0], handled_on=ago(1))
    assert classes(account(last_contact_on=None, stage=Stage.OUTSIDE, alarms=(heard,))) == []


def test_a_review_is_due_from_its_day_on_and_not_before():
    assert classes(account(review=facts.StageReview(ago(0), Stage.ALLY))) == ["due"]
    assert classes(account(review=facts.StageReview(ago(40)))) == ["due"]
    assert classes(account(review=facts.StageReview(ago(-1)))) == []


@pytest.mark.parametrize(("in_days", "found"), [(-1, []), (0, ["due"]), (30, ["due"]), (31, [])])
def test_a_renewal_is_near_for_thirty_days(in_days, found):
    assert classes(account(events=(facts.DatedEvent(ago(-in_days), "renewal"),))) == found


def test_a_person_who_left_is_a_reason_until_somebody_sees_to_it():
    left = facts.Departure("con_1", "Saskia", ago(8))
    assert classes(account(departures=(left,))) == ["due"]
    assert classes(account(departures=(dataclasses.replace(left, handled_on=ago(1)),))) == []


def test_a_forecast_on_its_day_and_an_idea_past_its_day_are_asked_about():
    matter = facts.OpenMatter("f", "They open a third site", AS_OF)
    assert classes(account(forecasts=(matter,))) == ["ask"]
    assert classes(account(ideas=(matter,))) == []
    assert classes(account(ideas=(dataclasses.replace(matter, due_on=ago(1)),))) == ["ask"]


def test_an_engaged_account_never_spoken_with_is_asked_about_and_one_outside_is_not():
    assert classes(account(last_contact_on=None, stage=Stage.ENGAGED)) == ["ask"]
    assert classes(account(last_contact_on=None, stage=Stage.ACQUAINTED)) == []


def test_what_is_put_off_returns_on_its_day():
    until = facts.PutOff(AS_OF, ago(3), TodayClass.LATE)
    assert rank(account(put_off=until, **EXAMPLES["late"]))
    later = dataclasses.replace(until, until=ago(-1))
    assert rank(account(lateness=lateness(70), put_off=later)) == ()


def test_what_came_up_after_it_was_put_off_shows_alone():
    put_off = facts.PutOff(ago(-9), ago(4), TodayClass.ASK)
    (item,) = rank(account(put_off=put_off, **EXAMPLES["owed"], **EXAMPLES["ask"]))
    assert [reason.class_code for reason in item.reasons] == ["owed"]


def test_on_the_day_of_the_decision_only_something_graver_returns():
    put_off = facts.PutOff(ago(-9), ago(3), TodayClass.ALARM)
    assert rank(account(put_off=put_off, **EXAMPLES["owed"]))
    assert not rank(account(put_off=dataclasses.replace(put_off, class_code=TodayClass.OWED), **EXAMPLES["owed"]))


@settings(deadline=None)
@given(HOUSES.flatmap(lambda house: st.tuples(st.just(house), st.permutations(house))))
def test_the_order_of_the_facts_never_matters(pair):
    house, shuffled = pair
    assert rank(*house) == rank(*shuffled)


@settings(deadline=None)
@given(HOUSES)
def test_every_account_comes_at_most_once_and_classes_only_descend(house):
    items = rank(*house)
    assert len({item.account_id for item in items}) == len(items)
    places = [item.class_code.place for item in items]
    assert places == sorted(places)
    for item in items:
        inner = [reason.class_code.place for reason in item.reasons]
        assert inner == sorted(inner)
        assert item.class_code.place == inner[0]


@settings(deadline=None)
@given(HOUSES, accounts())
def test_one_account_more_does_not_reorder_the_others(house, newcomer):
    newcomer = dataclasses.replace(newcomer, id="new")
    before = [item.account_id for item in rank(*house)]
    after = [item.account_id for item in rank(*house, newcomer) if item.account_id != "new"]
    assert before == after


@settings(deadline=None)
@given(accounts())
def test_putting_off_only_ever_takes_reasons_away(one):
    bare = dataclasses.replace(one, put_off=None)
    all_reasons = [reason for item in rank(bare) for reason in item.reasons]
    left = [reason for item in rank(one) for reason in item.reasons]
    assert all(reason in all_reasons for reason in left)


@settings(deadline=None)
@given(accounts())
def test_more_worth_never_moves_an_account_down(one):
    others = [account(f"Other {n}", worth=worth, **EXAMPLES["late"]) for n, worth in enumerate((None, 5.0, 50.0))]
    places = []
    for worth in (None, 1.0, 20.0, 900.0):
        order = [item.account_id for item in rank(dataclasses.replace(one, worth=worth), *others)]
        places.append(order.index(one.id) if one.id in order else -1)
    assert places == sorted(places, reverse=True)
