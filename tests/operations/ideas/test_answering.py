from datetime import date, timedelta

import pytest

from closeknit.ideas import checks, operations, queries, telling
from closeknit.ideas.models import Reply
from closeknit.kit import undo
from closeknit.kit.models import Mail
from closeknit.kit.refusals import ChangedMeanwhile
from closeknit.offerings import deciding
from closeknit.offerings import operations as offering_operations
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.purpose import operations as purpose
from tests.conftest import NOW, Cast
from tests.operations.ideas.conftest import Give, Town

TODAY = NOW.date()


def _answer(idea: str, cast: Cast, **said: object) -> int:
    given = {"answer": "planned", "sentence": "In spring.", "base": 0, "viewer": cast.ben, "at": NOW}
    return operations.give_verdict(idea=idea, **given | said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"answer": "maybe"}, "Choose an answer"),
        ({"sentence": " "}, "Say why"),
        ({"answer": "no"}, "reason from the list"),
        ({"answer": "no", "reason": "mood"}, "reason from the list"),
        ({"answer": "not_now"}, "the day on which it is looked at again"),
        ({"answer": "not_now", "revisit_on": TODAY}, "still ahead"),
    ],
)
def test_an_answer_without_what_makes_it_one_is_refused_and_changes_nothing(cast: Cast, give: Give, said, refusal):
    idea = give()
    with pytest.raises(checks.BadVerdict, match=refusal):
        _answer(idea, cast, **said)
    assert queries.get_story(idea, viewer=cast.ben).verdicts == ()


def test_of_two_who_answer_at_once_the_second_is_told_and_nothing_is_lost(cast: Cast, give: Give):
    idea = give()
    _answer(idea, cast)
    with pytest.raises(ChangedMeanwhile):
        _answer(idea, cast, answer="no", reason="cost", sentence="Too dear.", viewer=cast.alice)
    assert _answer(idea, cast, answer="no", reason="cost", sentence="Too dear.", base=1, viewer=cast.alice) == 2
    newest, first = queries.get_story(idea, viewer=cast.ben).verdicts
    assert (newest.answer, newest.written_by, first.answer, first.written_by) == ("no", "Alice", "planned", "Ben")


def test_the_same_answer_can_be_said_better_but_not_twice(cast: Cast, give: Give):
    idea = give()
    _answer(idea, cast)
    with pytest.raises(checks.BadVerdict, match="word for word"):
        _answer(idea, cast, base=1)
    assert _answer(idea, cast, sentence="In April.", base=1) == 2


def test_an_answer_serves_a_line_of_the_purpose_where_there_is_one(cast: Cast, give: Give):
    purpose.write_purpose(ideal="exploration", lines=["Clean water"], why="First", base=0, viewer=cast.ben, at=NOW)
    (line,) = offering_queries.list_purpose_lines(viewer=cast.ben)
    idea = give()
    with pytest.raises(checks.BadVerdict, match="line of our purpose"):
        _answer(idea, cast)
    _answer(idea, cast, line=line.id)
    assert queries.get_story(idea, viewer=cast.ben).verdicts[0].line == "Clean water"
    ((kind, serving),) = deciding.find_serving([line.id], viewer=cast.ben)[line.id]
    assert (kind, serving.n, serving.newest[0].id) == ("idea", 1, idea)


def test_a_not_now_comes_up_to_be_looked_at_again(cast: Cast, give: Give):
    later = TODAY + timedelta(90)
    idea = give()
    _answer(idea, cast, answer="not_now", revisit_on=later)
    assert [(row.id, row.revisit_on) for row in queries.list_to_revisit(viewer=cast.ben)] == [(idea, later)]
    _answer(idea, cast, base=1)
    assert queries.list_to_revisit(viewer=cast.ben) == []


def test_past_its_day_it_stands_first_on_the_list_to_answer(cast: Cast, town: Town, give: Give):
    late, new = give("Late", contact=town.ana, at=NOW - timedelta(20)), give("New")
    rows = queries.list_overdue(viewer=cast.ben, today=TODAY)
    assert [(row.id, row.number, row.title, row.reader_id, row.account_id) for row in rows] == [
        (late, 1, "Late", cast.ben.id, town.lab)
    ]
    assert [row.id for row in queries.list_to_answer(viewer=cast.ben)] == [late, new]


def test_another_reader_does_not_move_the_day(cast: Cast, give: Give):
    idea = give()
    before = queries.get_idea(idea, viewer=cast.ben).answer_by
    operations.name_reader(idea=idea, member=cast.alice.id, viewer=cast.ben, at=NOW)
    row = queries.get_idea(idea, viewer=cast.ben)
    assert (row.reader, row.answer_by) == ("Alice", before)
    with pytest.raises(checks.CannotRead):
        operations.name_reader(idea=idea, member=cast.gita.id, viewer=cast.ben, at=NOW)


def test_merging_does_not_stretch_the_day_and_answers_both_givers(cast: Cast, give: Give):
    early, late = give("Early", at=NOW - timedelta(10)), give("Late")
    first = queries.get_idea(early, viewer=cast.ben).answer_by
    operations.merge_ideas(idea=early, into=late, viewer=cast.ben, at=NOW)
    assert queries.get_idea(late, viewer=cast.ben).answer_by == first
    _answer(late, cast)
    duty = queries.get_duty(viewer=cast.ben, today=TODAY, since=date(2026, 1, 1))
    assert (duty.n_answered, duty.n_in_time, duty.n_overdue) == (2, 2, 0)


def test_givers_and_voters_are_told_once_each_answer_by_mail_or_by_word_of_mouth(cast: Cast, town: Town, give: Give):
    idea = give(contact=town.ana, with_receipt=False)
    operations.cast_vote(idea=idea, contact=town.piet, viewer=cast.ben, at=NOW)
    _answer(idea, cast)
    keys = [one.key for one in queries.list_listeners(idea, "verdict", viewer=cast.ben)]
    told = {"idea": idea, "text": "Hello {name}, yes.", "subject": "Yes", "viewer": cast.ben, "at": NOW}
    assert operations.tell(to=keys, **told) == 1
    assert [one.body for one in Mail.objects.visible_to(cast.ben)] == ["Hello Ana Lovric, yes."]
    listeners = queries.list_listeners(idea, "verdict", viewer=cast.ben)
    assert [(one.name, one.why, one.told_by_mail, bool(one.told_at)) for one in listeners] == [
        ("Ana Lovric", "gave it", True, True),
        ("Piet Ossen", "voted", False, True),
    ]
    _answer(idea, cast, answer="in_use", base=1)
    assert not any(one.told_at for one in queries.list_listeners(idea, "verdict", viewer=cast.ben))
    with pytest.raises(operations.NobodyToTell):
        operations.tell(to=["person:nobody"], **told)


def test_whom_one_of_us_has_told_stays_told_by_them_and_that_can_be_undone(cast: Cast, town: Town, give: Give):
    idea = give(contact=town.ana, with_receipt=False)
    _answer(idea, cast)
    (ana,) = queries.list_listeners(idea, "verdict", viewer=cast.ben)
    operations.tell(idea=idea, to=[ana.key], text="Hello {name}, yes.", viewer=cast.ben, at=NOW)
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    said = {"text": "Your idea was answered", "address": "ana@vest.example", "mail": "mail_1"}
    later = NOW + timedelta(hours=1)
    telling.keep_told(idea, person=ana.person_id, contact=ana.contact_id, at=later, **said)
    told = Reply.objects.visible_to(cast.ben).get(kind="verdict")
    assert (told.text, told.told_at, told.mail != "mail_1") == ("Hello Ana Lovric, yes.", NOW, True)
    undo.take_back(step=step.pk, viewer=cast.ben, at=later)
    assert not Reply.objects.visible_to(cast.ben).filter(kind="verdict").exists()


def test_whom_a_mail_did_not_reach_has_not_been_told(cast: Cast, town: Town, give: Give):
    idea = give(contact=town.ana, with_receipt=False)
    _answer(idea, cast)

    def told() -> tuple[int, bool]:
        (one,) = queries.list_listeners(idea, "verdict", viewer=cast.ben)
        return queries.get_story(idea, viewer=cast.ben).verdicts[0].n_told, one.told_at is not None

    (key,) = (one.key for one in queries.list_listeners(idea, "verdict", viewer=cast.ben))
    operations.tell(idea=idea, to=[key], text="Yes.", viewer=cast.ben, at=NOW)
    assert told() == (1, True)
    Mail.objects.visible_to(cast.ben).get().change(failed_reason="The server refused the address.")
    assert told() == (0, False)
    operations.tell(idea=idea, to=[key], text="Yes.", by_mail=False, viewer=cast.ben, at=NOW)
    assert told() == (1, True)


def test_credit_follows_the_idea_to_the_offering_with_those_merged_into_it(cast: Cast, town: Town, give: Give):
    offering = offering_operations.add_offering(name="Readings", viewer=cast.ben, at=NOW)
    idea, other = give("One", contact=town.ana), give("Two", contact=town.kim)
    operations.merge_ideas(idea=other, into=idea, viewer=cast.ben, at=NOW)
    _answer(idea, cast, answer="in_use", offering=offering)
    (credit,) = queries.list_credits([offering], viewer=cast.ben)[offering]
    assert (credit.idea_id, [giver.name for giver in credit.givers]) == (idea, ["Ana Lovric", "Kim Bos"])
    operations.unlink_offering(idea=idea, offering=offering, viewer=cast.ben, at=NOW)
    assert queries.list_credits([offering], viewer=cast.ben) == {}


def test_a_verdict_is_not_taken_back_from_under_a_later_one(cast: Cast, give: Give):
    idea = give()
    _answer(idea, cast)
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    _answer(idea, cast, sentence="In April.", base=1)
    assert step is not None
    with pytest.raises(undo.TouchedSince):
        undo.take_back(step=step.pk, viewer=cast.ben, at=NOW)
    assert len(queries.get_story(idea, viewer=cast.ben).verdicts) == 2
