import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import marks
from closeknit.analysis.circle.contact import TouchpointFact
from closeknit.analysis.circle.marks import Heard, MarkFacts, MetNeed, TheirPromise, Verdict
from closeknit.analysis.kinds import Direction, Medium, SignalCode

AS_OF = datetime.date(2026, 11, 22)
DIRECTIONS = st.sampled_from(list(Direction))


def ago(days):
    return AS_OF - datetime.timedelta(days)


def touch(number, days, direction, conversation=None, *people, medium=Medium.EMAIL):
    return TouchpointFact(
        f"t{number}", ago(days), Direction(direction), medium, conversation, contact_ids=people, position=number
    )


def mark(code, **facts):
    return next(one for one in marks.read_marks(MarkFacts(**facts), as_of=AS_OF) if one.code == code)


def heard(signal, *days):
    return [Heard(f"v{day}", ago(day), SignalCode(signal)) for day in days]


def test_nothing_known_speaks_neither_for_nor_against():
    assert {one.verdict for one in marks.read_marks(MarkFacts(), as_of=AS_OF)} == {Verdict.UNKNOWN}


def test_who_writes_first_starts_conversations():
    theirs = [touch(number, 10 + number, "theirs", f"c{number}") for number in range(3)]
    ours = [touch(number, 10 + number, "ours", f"c{number}") for number in range(3, 6)]
    found = mark("starts_conversations", touchpoints=[*theirs, *ours])
    assert (found.verdict, found.fact) == (Verdict.FOR, "3 of the last 6 conversations began with them")
    assert found.touchpoint_ids == ("t0", "t1", "t2")
    surveys = [touch(n, 10 + n, "theirs", f"c{n}", medium=Medium.SURVEY) for n in range(6)]
    assert mark("starts_conversations", touchpoints=surveys).verdict is Verdict.UNKNOWN
    few = mark("starts_conversations", touchpoints=theirs)
    assert few.verdict is Verdict.UNKNOWN
    none = mark("starts_conversations", touchpoints=[touch(n, n, "ours", f"c{n}") for n in range(6)])
    assert none.verdict is Verdict.AGAINST


@pytest.mark.parametrize(
    ("n_plans", "n_words", "verdict"), [(0, 5, "unknown"), (0, 20, "against"), (1, 5, "neither"), (2, 5, "for")]
)
def test_plans_they_told_are_counted_and_silence_needs_many_words(n_plans, n_words, verdict):
    found = mark("tells_plans", heard=heard("plan", *range(n_plans)), n_words=n_words)
    assert (found.verdict, found.n) == (verdict, n_plans)
    assert len(found.verbatim_ids) == n_plans


@pytest.mark.parametrize(
    ("kept", "verdict"), [([True, True], "unknown"), ([True] * 4 + [False], "for"), ([True, False, False], "against")]
)
def test_their_word_is_judged_from_three_promises_on(kept, verdict):
    promises = [TheirPromise(f"p{n}", ago(n), one) for n, one in enumerate(kept)]
    assert mark("keeps_promises", promises=promises).verdict == verdict


def test_a_relationship_through_one_person_speaks_against():
    one = [touch(1, 5, "both", None, "ana", medium=Medium.CALL)]
    assert mark("known_through_several", touchpoints=one, n_people=4).verdict is Verdict.AGAINST
    two = [*one, touch(2, 9, "both", None, "bob", medium=Medium.CALL)]
    found = mark("known_through_several", touchpoints=two, n_people=4)
    assert (found.verdict, found.contact_ids, found.fact) == (
        Verdict.FOR,
        ("ana", "bob"),
        "2 of 4 whom we know in half a year",
    )


def _mails(*waits):
    """One conversation each: ours a hundred days ago, and an answer after so many days, or none."""
    found = []
    for number, wait in enumerate(waits):
        found.append(touch(2 * number, 100, "ours", f"c{number}"))
        if wait is not None:
            found.append(touch(2 * number + 1, 100 - wait, "theirs", f"c{number}"))
    return found


@pytest.mark.parametrize(
    ("waits", "verdict"),
    [
        ((1, 2), "unknown"),
        ((1, 2, 3), "for"),
        ((4, 5, 6), "neither"),
        ((11, 12, 13), "against"),
        ((1, None, None), "against"),
        ((None, None, None), "against"),
    ],
)
def test_how_soon_they_answer(waits, verdict):
    assert mark("answers_soon", touchpoints=_mails(*waits)).verdict == verdict


def test_a_reminder_does_not_make_them_quicker():
    mails = [touch(1, 60, "ours", "c"), touch(2, 41, "ours", "c"), touch(3, 40, "theirs", "c")]
    several = [*mails, *_mails(20, 20)[:4]]
    assert mark("answers_soon", touchpoints=several).verdict is Verdict.AGAINST


def test_what_we_wrote_this_week_is_not_unanswered_yet():
    assert mark("answers_soon", touchpoints=[touch(n, 5, "ours", f"c{n}") for n in range(5)]).n == 0


def test_a_word_of_leaving_speaks_against_and_leads_to_it():
    found = mark("looks_nowhere_else", heard=heard("leaving", 30), n_words=50)
    assert (found.verdict, found.verbatim_ids) == (Verdict.AGAINST, ("v30",))
    assert mark("looks_nowhere_else", heard=heard("leaving", 200), n_words=50).verdict is Verdict.FOR
    assert mark("looks_nowhere_else", n_words=3).verdict is Verdict.UNKNOWN


def test_needs_that_their_own_words_settle_speak_for_it():
    met = [MetNeed("v1", "n1", ago(3)), MetNeed("v2", "n1", ago(9)), MetNeed("v3", "n2", ago(400))]
    found = mark("needs_are_met", met=met, n_needs=4)
    assert (found.verdict, found.n, found.verbatim_ids) == (Verdict.FOR, 1, ("v1", "v2"))
    assert found.fact == "1 of 4 that they voiced, by their words of a year"
    assert mark("needs_are_met", n_needs=4).verdict is Verdict.NEITHER
    assert mark("needs_are_met").verdict is Verdict.UNKNOWN


@given(
    st.lists(st.tuples(st.integers(0, 300), DIRECTIONS, st.sampled_from("abc")), max_size=12).flatmap(
        lambda rows: st.tuples(st.just(rows), st.permutations(range(len(rows))))
    )
)
def test_marks_do_not_depend_on_the_order_of_facts(drawn):
    rows, order = drawn
    facts = [touch(n, days, direction, c, c) for n, (days, direction, c) in enumerate(rows)]
    shuffled = [facts[n] for n in order]
    given_facts = marks.read_marks(MarkFacts(touchpoints=facts), as_of=AS_OF)
    assert marks.read_marks(MarkFacts(touchpoints=shuffled), as_of=AS_OF) == given_facts
    ids = {fact.id for fact in facts}
    assert all(set(one.touchpoint_ids) <= ids for one in given_facts)


@given(st.lists(st.integers(-40, 900), max_size=8))
def test_what_is_to_come_or_long_ago_is_no_evidence(days):
    facts = MarkFacts(
        touchpoints=[touch(n, day, "theirs", f"c{n}", "ana") for n, day in enumerate(days)],
        heard=[Heard(f"v{n}", ago(day), SignalCode.PLAN) for n, day in enumerate(days)],
    )
    found = {one.code: one for one in marks.read_marks(facts, as_of=AS_OF)}
    assert found["tells_plans"].n == sum(0 <= day < marks.WORDS_DAYS for day in days)
    assert found["starts_conversations"].n == sum(0 <= day < marks.CONVERSATIONS_DAYS for day in days)
