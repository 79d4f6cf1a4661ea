import dataclasses
import datetime
import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import cadence
from closeknit.analysis.kinds import LatenessState, Medium, PromiseDirection, Settlement, SignalCode, Stage
from closeknit.analysis.today import facts, ranking, reasons, sentences

AS_OF = datetime.date(2026, 11, 22)


KINDS = {
    kind
    for _, kind in inspect.getmembers(reasons, inspect.isclass)
    if issubclass(kind, reasons.Reason) and kind is not reasons.Reason
}


def ago(days):
    return AS_OF - datetime.timedelta(days)


def every_reason():
    """One account whose facts give every kind of reason."""
    late = cadence.classify_lateness(ago(70), cadence.Cadence(30, 60), as_of=AS_OF)
    ours, theirs = PromiseDirection.OURS, PromiseDirection.THEIRS
    base = {"id": "a", "name": "Rijnmond", "stage": Stage.PARTNER}
    full = facts.AccountFacts(
        **base,
        last_contact_on=ago(70),
        lateness=late,
        owed=(facts.OwedMessage(ago(4), ("t",), "Saskia", Medium.EMAIL, ("v1",)),),
        asked=(facts.Asked(facts.AskedKind.OBJECTION, "p2", "The price list", ago(1), "Saskia"),),
        promises=(
            facts.PromiseFact("p1", "Send the audit trail.", ours, ago(2), verbatim_ids=("v2", "v1")),
            facts.PromiseFact("p2", "The price list", ours, ago(-1)),
            facts.PromiseFact("p3", "Floor plans", theirs, ago(3), who="Pieter"),
            facts.PromiseFact("p4", "A spare pump", ours, ago(3), Settlement.KEPT, ago(1), who="Saskia"),
            facts.PromiseFact("p5", "A quiet fan", ours, ago(9), Settlement.KEPT, ago(8), told_on=ago(7), no_on=ago(6)),
        ),
        alarms=(facts.HeardAlarm("v3", ago(3), SignalCode.LEAVING, "Pieter"),),
        events=(facts.DatedEvent(ago(-20), "renewal"),),
        review=facts.StageReview(ago(5), Stage.ALLY),
        departures=(facts.Departure("c", "Joost", ago(8)),),
        arrivals=(facts.Arrival("c2", "Amara", ago(4), "Veltra"),),
        part_changes=(facts.PartChange("c3", "Ilse", ago(5), "shift lead", "director"),),
        referrals=(
            facts.Referral("r1", "Ben", "", "She asked for you", ago(1), ago(-1), is_asked_here=True),
            facts.Referral("r2", "Ben", "Dora", "She knows them", ago(9), ago(2), is_asked_here=False),
        ),
        worries=(facts.RaisedWorry("Ben is worried: short mails", "What did you notice?", ago(2)),),
        answered_needs=(facts.AnsweredNeed("n", "See who changed a result", ago(1)),),
        forecasts=(facts.OpenMatter("f", "They open a third site", ago(1)),),
        revisits=(facts.ProfileDue(3, ago(2)),),
        ideas=(facts.OpenMatter("i", "Export to their own system", ago(1)),),
        plan_reviews=(facts.PlanReview("plan", ago(1)),),
        questions_never_asked=("How are we doing?", "What are your plans?", "What frustrates you?"),
    )
    new = facts.AccountFacts(**base | {"id": "b"})
    planned = facts.AccountFacts(
        **base | {"id": "c"}, calls=(facts.PlannedCall("x", AS_OF, Medium.CALL, "Third site"),)
    )
    items = ranking.rank_today([full, new, planned], as_of=AS_OF)
    return [reason for item in items for reason in item.reasons]


def test_every_kind_of_reason_has_a_sentence():
    found = every_reason()
    assert {type(reason) for reason in found} == KINDS
    for reason in found:
        claim, fact = sentences.halves(reason, as_of=AS_OF)
        assert claim[0].isupper()
        assert not claim.endswith(".")
        assert sentences.sentence(reason, as_of=AS_OF) == (f"{claim}, {fact}" if fact else claim)


def test_every_kind_of_reason_has_a_code_of_its_own():
    assert len({kind.code for kind in KINDS}) == len(KINDS) > 10


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("message_unanswered", "Saskia waits for an answer, e-mail of Wed 18 Nov, 4 days"),
        ("promise_broken", "A promise of ours is past its day, Send the audit trail, due Fri 20 Nov"),
        ("alarm_heard", "Pieter spoke of leaving, Thu 19 Nov"),
        ("readings_disagree", "Ben is worried: short mails, ask “What did you notice?”"),
        ("event_near", "Their renewal is in 2 weeks, Sat 12 Dec"),
        (
            "stage_review_due",
            "We said we would look again where they stand, partner, to become ally, since Tue 17 Nov",
        ),
        ("person_left", "Joost has left, Sat 14 Nov; who comes after them?"),
        ("contact_late", "Too long since we last spoke, 70 days, 60 at the latest"),
        ("promise_kept", "We kept a promise: tell Saskia, A spare pump, yesterday"),
        ("need_answered", "A need of theirs is answered: tell them, See who changed a result, yesterday"),
        ("questions_never_asked", "Nobody has asked them yet, “How are we doing?” and 2 more"),
        ("call_planned", "Call today, Third site"),
        ("never_in_touch", "We have never spoken with them, no two-way contact on record"),
    ],
)
def test_the_sentence_says_the_claim_and_then_the_fact(code, said):
    said_of = {reason.code: sentences.sentence(reason, as_of=AS_OF) for reason in every_reason()}
    assert said_of[code] == said


def test_neglect_is_said_plainly():
    reason = next(reason for reason in every_reason() if isinstance(reason, reasons.ContactLate))
    neglected = dataclasses.replace(reason, state=LatenessState.NEGLECTED, days=130, last_tried_on=ago(3))
    assert sentences.sentence(neglected, as_of=AS_OF) == (
        "We have neglected them, 130 days, 60 at the latest; we tried Thu 19 Nov"
    )


def test_the_words_behind_an_item_come_once_each_in_the_order_of_its_reasons():
    assert sentences.merge_words(every_reason()) == ("v1", "v2", "v3")


def test_the_place_of_an_item_is_explained():
    (item,) = ranking.rank_today(
        [facts.AccountFacts("a", "A", Stage.ALLY, owed=(facts.OwedMessage(ago(4), ("t",)),), worth=3.0)], as_of=AS_OF
    )
    assert sentences.explain_place(item, as_of=AS_OF) == (
        "What we owe comes first; within that, the larger worth first, then the oldest, since Wed 18 Nov."
    )


@given(st.text(max_size=300), st.integers(0, 89))
def test_a_sentence_is_one_line_of_bearable_length_whatever_the_promise_says(text, days):
    owed = facts.PromiseFact("p", text, PromiseDirection.OURS, ago(days + 1))
    one = facts.AccountFacts("a", "A", Stage.OUTSIDE, promises=(owed,))
    (item,) = ranking.rank_today([one], as_of=AS_OF)
    said = sentences.sentence(item.reasons[0], as_of=AS_OF)
    assert len(said.splitlines()) == 1
    assert len(said) < 160
