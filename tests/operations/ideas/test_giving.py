import pytest

from closeknit.ideas import checks, operations, queries
from closeknit.ideas.models import IdeaVector, Reply
from closeknit.identity import operations as identity_operations
from closeknit.kit import mail, typed, undo
from closeknit.kit.models import Mail
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.verbatims import meaning
from tests.conftest import NOW, Cast
from tests.operations.ideas.conftest import Give, Town
from tests.operations.verbatims.conftest import work


def _mails(cast: Cast) -> list[Mail]:
    return list(Mail.objects.visible_to(cast.ben).order_by("pk"))


def _take_back(cast: Cast) -> None:
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=NOW)


def test_an_idea_gets_a_number_a_reader_and_a_day_at_once(cast: Cast, give: Give):
    row = queries.get_idea(give(), viewer=cast.ben)
    assert (row.number, row.reader, row.state) == (1, "Ben", "open")
    assert (row.answer_by - row.given_on).days == 14
    assert queries.get_idea(give("Another one"), viewer=cast.ben).number == 2


def test_whoever_said_it_keeps_the_credit_not_who_wrote_it_down(cast: Cast, town: Town, give: Give):
    story = queries.get_story(give(contact=town.ana), viewer=cast.ben)
    assert (story.idea.giver.name, story.idea.giver.account) == ("Ana Lovric", "Rijnmond Waterlab")
    assert story.idea.noted_by == "Ben"
    assert [vote.name for vote in story.votes] == ["Ana Lovric"]


def test_the_owner_of_the_givers_account_reads_it_whoever_wrote_it_down(cast: Cast, town: Town):
    by = {"viewer": cast.alice, "at": NOW}
    theirs = operations.give_idea(title="Fewer clicks", contact=town.ana, **by)
    assert queries.get_idea(theirs, viewer=cast.ben).reader == "Ben"
    ours = operations.give_idea(title="A darker screen", **by)
    assert queries.get_idea(ours, viewer=cast.ben).reader == "Alice"


def test_who_only_hands_in_never_becomes_the_reader(cast: Cast):
    handed_in = operations.give_idea(title="Bigger buttons", viewer=cast.gita, at=NOW)
    assert queries.get_idea(handed_in, viewer=cast.ben).reader == "Alice"


def test_a_giver_outside_with_an_address_gets_a_receipt_with_the_number_at_once(cast: Cast, town: Town, give: Give):
    give(contact=town.ana)
    give(outsider_name="Ruth Adeyemi", outsider_email="Ruth@Home.example")
    give(contact=town.piet)
    give()
    first, second = _mails(cast)
    assert (first.to, first.subject) == (["ana@rijnmond.example"], "Your idea has number 1")
    assert "Hello Ana Lovric," in first.body
    assert "Ben reads it and will answer it by 3 December 2026" in first.body
    assert second.to == ["ruth@home.example"]


def test_what_is_taken_back_before_its_receipt_went_out_is_not_written_about(cast: Cast, town: Town, give: Give):
    give(contact=town.ana)
    about = _mails(cast)[0].about
    _take_back(cast)
    assert not Reply.objects.visible_to(cast.ben).exists()
    assert [check(about) for check in mail._checks if check(about)] == [
        "The idea was taken back before the mail went out."
    ]


def test_a_number_that_was_given_is_never_given_again(cast: Cast, give: Give):
    give()
    _take_back(cast)
    assert queries.get_idea(give(), viewer=cast.ben).number == 2


def test_an_idea_that_others_voted_for_since_is_not_taken_back(cast: Cast, give: Give):
    idea = give()
    operations.cast_vote(idea=idea, viewer=cast.alice, at=NOW)
    with pytest.raises(undo.TouchedSince):
        _take_back(cast)
    assert queries.get_idea(idea, viewer=cast.ben).demand.n_ours == 2


def test_a_line_without_words_or_with_too_many_is_refused_with_a_sentence(cast: Cast, give: Give):
    for title in ("  ", "x" * 141):
        with pytest.raises(typed.NothingSaid):
            give(title)
    with pytest.raises(NotFound):
        give(contact="contact_none")


def test_only_who_wrote_it_down_or_answers_ideas_says_it_in_other_words(cast: Cast, give: Give):
    idea = give()
    operations.change_idea(idea=idea, title="On the phone", text="At night.", viewer=cast.alice, at=NOW)
    assert queries.get_idea(idea, viewer=cast.ben).text == "At night."
    with pytest.raises(NotAllowed):
        operations.change_idea(idea=idea, title="Mine", text="", viewer=cast.gita, at=NOW)


def test_what_a_member_who_leaves_was_to_answer_goes_to_the_successor(cast: Cast, give: Give):
    idea = give()
    identity_operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    assert queries.get_idea(idea, viewer=cast.alice).reader == "Alice"


def test_the_house_says_within_how_many_days_and_who_reads_what_nobody_else_does(cast: Cast, town: Town, give: Give):
    operations.change_rule(days=7, reader=cast.alice.id, viewer=cast.alice, at=NOW)
    row = queries.get_idea(give(contact=town.piet), viewer=cast.ben)
    assert ((row.answer_by - row.given_on).days, row.reader) == (7, "Alice")
    with pytest.raises(operations.BadRule):
        operations.change_rule(days=0, viewer=cast.alice, at=NOW)
    with pytest.raises(checks.CannotRead):
        operations.change_rule(days=7, reader=cast.gita.id, viewer=cast.alice, at=NOW)


def test_similar_ones_are_found_by_their_words_while_one_writes(cast: Cast, give: Give):
    phone = give("Show the readings on the phone")
    give("Deliver spare parts at night")
    found = queries.list_alike("readings on a phone screen", viewer=cast.ben)
    assert [(one.idea.id, one.reason) for one in found] == [(phone, "the same words")]
    assert queries.list_alike("rea", viewer=cast.ben) == []


def test_an_idea_is_read_in_the_background_and_found_by_its_meaning(cast: Cast, give: Give):
    door = give("Tell a person, not the kitchen, that a cold door is open")
    give("Deliver spare parts at night")
    work()
    vectors = IdeaVector.objects.visible_to(cast.ben)
    assert vectors.count() == 2
    before = vectors.get(pk=door).text_hash
    assert meaning.wait_until_ready()
    found = queries.list_alike("Be warned when the fridge is left open", viewer=cast.ben)
    assert [(one.idea.id, one.reason) for one in found] == [(door, "near in meaning")]
    operations.change_idea(idea=door, title="A light on the door", text="", viewer=cast.ben, at=NOW)
    work()
    assert vectors.get(pk=door).text_hash != before
