import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import contact
from closeknit.analysis.kinds import Direction, Medium

AS_OF = datetime.date(2026, 11, 22)


def touch(name, days_ago, direction, **more):
    return contact.TouchpointFact(name, AS_OF - datetime.timedelta(days_ago), Direction(direction), **more)


def trace(*facts):
    return contact.trace_contact(facts, as_of=AS_OF)


@st.composite
def histories(draw):
    n = draw(st.integers(0, 12))
    return [
        touch(
            f"t{place}",
            draw(st.integers(-5, 120)),
            draw(st.sampled_from(Direction)),
            conversation=draw(st.sampled_from([None, "a", "b"])),
            contact_ids=tuple(draw(st.sets(st.sampled_from(["ana", "ben"])))),
            medium=draw(st.sampled_from([Medium.EMAIL, Medium.SURVEY])),
            position=draw(st.integers(0, 2)),
        )
        for place in range(n)
    ]


def test_a_call_is_two_way_on_its_day():
    last = trace(touch("call", 9, "both")).last
    assert last == contact.TwoWayContact(AS_OF - datetime.timedelta(9), ("call",))


def test_an_answer_counts_on_the_day_of_the_later_message():
    last = trace(touch("ours", 4, "ours", conversation="c"), touch("theirs", 9, "theirs", conversation="c")).last
    assert last == contact.TwoWayContact(AS_OF - datetime.timedelta(4), ("theirs", "ours"))


def test_an_answer_after_thirty_days_still_counts_and_after_thirty_one_does_not():
    question = touch("ours", 40, "ours", conversation="c")
    assert trace(question, touch("theirs", 10, "theirs", conversation="c")).last is not None
    assert trace(question, touch("theirs", 9, "theirs", conversation="c")).last is None


def test_messages_of_two_conversations_do_not_answer_each_other():
    assert trace(touch("a", 9, "theirs", conversation="one"), touch("b", 8, "ours", conversation="two")).last is None
    assert trace(touch("a", 9, "theirs"), touch("b", 8, "ours")).last is None


def test_their_message_alone_is_an_answer_owed_not_a_contact():
    found = trace(touch("mail", 3, "theirs", contact_ids=("saskia",)))
    assert found.last is None
    assert found.owed == (contact.OwedAnswer(AS_OF - datetime.timedelta(3), ("mail",), ("saskia",)),)


def test_our_message_alone_is_shown_as_tried():
    found = trace(touch("call", 30, "both"), touch("first", 9, "ours"), touch("second", 4, "ours"))
    assert found.attempt == contact.Attempt(AS_OF - datetime.timedelta(4), ("first", "second"))
    assert found.last is not None
    assert found.last.touchpoint_ids == ("call",)


def test_a_call_since_settles_their_message_and_our_attempts():
    found = trace(touch("mail", 5, "theirs"), touch("try", 4, "ours"), touch("call", 1, "both"))
    assert found.owed == ()
    assert found.attempt is None


def test_a_call_with_somebody_else_does_not_settle_the_message():
    found = trace(
        touch("mail", 5, "theirs", contact_ids=("saskia",)),
        touch("call", 1, "both", contact_ids=("pieter",)),
    )
    assert [answer.touchpoint_ids for answer in found.owed] == [("mail",)]


def test_a_call_before_the_message_of_the_same_day_does_not_settle_it():
    morning = touch("call", 0, "both", position=9 * 60)
    assert trace(morning, touch("mail", 0, "theirs", position=17 * 60)).owed
    assert not trace(morning, touch("mail", 0, "theirs", position=8 * 60)).owed


def test_a_survey_answer_expects_no_reply():
    assert trace(touch("survey", 3, "theirs", medium=Medium.SURVEY)).owed == ()
    assert trace(touch("thanks", 3, "theirs", needs_answer=False)).owed == ()


def test_two_messages_of_one_conversation_are_owed_once_since_the_first():
    (owed,) = trace(touch("b", 2, "theirs", conversation="c"), touch("a", 6, "theirs", conversation="c")).owed
    assert owed.since == AS_OF - datetime.timedelta(6)
    assert owed.touchpoint_ids == ("a", "b")


def test_nobody_waits_for_an_answer_longer_than_a_quarter():
    assert trace(touch("mail", contact.OWED_FOR_DAYS, "theirs")).owed
    assert not trace(touch("mail", contact.OWED_FOR_DAYS + 1, "theirs")).owed


def test_what_is_planned_is_no_contact_yet():
    assert trace(touch("call", -1, "both")).last is None


def test_each_person_has_their_own_trace():
    found = contact.trace_each_contact(
        [touch("call", 5, "both", contact_ids=("ana", "ben")), touch("coffee", 2, "both", contact_ids=("ben",))],
        as_of=AS_OF,
    )
    assert {name: trace.last.touchpoint_ids for name, trace in found.items()} == {"ana": ("call",), "ben": ("coffee",)}


def test_a_conversation_is_begun_by_whoever_wrote_first():
    facts = [
        touch("a", 20, "theirs", conversation="c"),
        touch("b", 19, "ours", conversation="c"),
        touch("c", 10, "ours", conversation="d"),
        touch("d", 9, "theirs", conversation="d"),
        touch("e", 5, "both"),
        touch("old", 180, "theirs"),
    ]
    assert contact.count_turns(facts, as_of=AS_OF) == (1, 3)


@given(histories())
def test_the_newest_contact_is_what_looking_at_every_pair_finds(facts):
    past = [fact for fact in facts if fact.on <= AS_OF]
    days = [fact.on for fact in past if fact.direction == "both"]
    for one, other in itertools.combinations(past, 2):
        same = one.conversation and one.conversation == other.conversation
        if same and {one.direction, other.direction} == {"theirs", "ours"} and abs((one.on - other.on).days) <= 30:
            days.append(max(one.on, other.on))
    last = trace(*facts).last
    assert (last.on if last else None) == max(days, default=None)


@given(histories().flatmap(lambda facts: st.tuples(st.just(facts), st.permutations(facts))))
def test_the_order_in_which_touchpoints_come_does_not_matter(pair):
    facts, shuffled = pair
    assert trace(*facts) == trace(*shuffled)


@given(histories())
def test_logging_a_call_today_never_leaves_anything_owed(facts):
    found = trace(*facts, touch("call", 0, "both", position=3))
    assert found.last == contact.TwoWayContact(AS_OF, ("call",))
    assert found.owed == ()
    assert found.attempt is None


@given(histories(), st.integers(0, 120))
def test_one_more_touchpoint_never_makes_the_contact_older(facts, days_ago):
    before = trace(*facts).last
    after = trace(*facts, touch("zz", days_ago, "theirs", conversation="a")).last
    assert before is None or (after is not None and after.on >= before.on)


@given(histories())
def test_nothing_is_owed_and_answered_at_once(facts):
    for answer in trace(*facts).owed:
        newest_ours = max((f.on for f in facts if f.direction == "ours" and f.on <= AS_OF), default=None)
        messages = [fact for fact in facts if fact.id in answer.touchpoint_ids]
        assert all(message.direction == "theirs" and message.medium == "email" for message in messages)
        if newest_ours and messages[0].conversation:
            ours = [f for f in facts if f.direction == "ours" and f.conversation == messages[0].conversation]
            assert all((f.on, f.position) <= (messages[0].on, messages[0].position) or f.on > AS_OF for f in ours)
