import pytest

from closeknit.ideas import checks, operations, queries
from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed
from tests.conftest import NOW, Cast
from tests.operations.ideas.conftest import Give, Town


def _demand(idea: str, cast: Cast) -> tuple[int, int, int]:
    demand = queries.get_idea(idea, viewer=cast.ben).demand
    return (demand.n_people, demand.n_accounts, demand.n_ours)


def test_one_person_has_one_vote_and_can_take_it_back_and_give_it_again(cast: Cast, town: Town, give: Give):
    idea = give()
    by = {"idea": idea, "contact": town.ana, "viewer": cast.ben, "at": NOW}
    operations.cast_vote(**by)
    with pytest.raises(checks.VotedAlready, match="Ana Lovric has voted for it already"):
        operations.cast_vote(**by)
    assert _demand(idea, cast) == (1, 1, 1)
    operations.withdraw_vote(**by)
    assert _demand(idea, cast) == (0, 0, 1)
    with pytest.raises(checks.NoVote):
        operations.withdraw_vote(**by)
    operations.cast_vote(**by)
    assert _demand(idea, cast) == (1, 1, 1)


def test_demand_is_by_people_by_accounts_and_by_worth_side_by_side(cast: Cast, town: Town, give: Give):
    idea = give()
    for contact in (town.ana, town.kim, town.piet):
        operations.cast_vote(idea=idea, contact=contact, viewer=cast.ben, at=NOW)
    demand = queries.get_idea(idea, viewer=cast.ben).demand
    assert (demand.n_people, demand.n_accounts, demand.worth_minor, demand.n_ours) == (3, 2, 9_400_000, 1)
    assert queries.get_idea(idea, viewer=cast.gita).demand.worth_minor is None


def test_a_merge_counts_each_vote_once_and_names_every_giver(cast: Cast, town: Town, give: Give):
    one, other = give("On the phone", contact=town.ana), give("On a telephone", contact=town.kim)
    operations.cast_vote(idea=other, contact=town.ana, viewer=cast.ben, at=NOW)
    operations.cast_vote(idea=other, contact=town.piet, viewer=cast.ben, at=NOW)
    preview = queries.preview_merge(other, one, viewer=cast.ben)
    assert (preview.together.n_people, preview.n_both, preview.why_not) == (3, 1, "")
    operations.merge_ideas(idea=other, into=one, viewer=cast.ben, at=NOW)
    story = queries.get_story(one, viewer=cast.ben)
    assert _demand(one, cast) == (3, 2, 0)
    assert sorted(vote.name for vote in story.votes) == ["Ana Lovric", "Kim Bos", "Piet Ossen"]
    assert [(row.number, row.giver.name, row.is_told) for row in story.merged] == [(2, "Kim Bos", False)]


def test_who_voted_for_a_merged_idea_cannot_vote_for_the_other_too(cast: Cast, town: Town, give: Give):
    one, other = give("One"), give("Other", contact=town.ana)
    operations.merge_ideas(idea=other, into=one, viewer=cast.ben, at=NOW)
    for idea in (one, other):
        with pytest.raises(checks.VotedAlready):
            operations.cast_vote(idea=idea, contact=town.ana, viewer=cast.ben, at=NOW)
    operations.withdraw_vote(idea=one, contact=town.ana, viewer=cast.ben, at=NOW)
    assert _demand(one, cast) == (0, 0, 1)


def test_an_idea_goes_neither_into_itself_nor_into_what_is_part_of_it(cast: Cast, give: Give):
    one, two, three = give("One"), give("Two"), give("Three")
    operations.merge_ideas(idea=two, into=three, viewer=cast.ben, at=NOW)
    operations.merge_ideas(idea=three, into=one, viewer=cast.ben, at=NOW)
    with pytest.raises(checks.SameIdea, match="same idea"):
        operations.merge_ideas(idea=one, into=one, viewer=cast.ben, at=NOW)
    for part in (two, three):
        with pytest.raises(checks.SameIdea, match="ring"):
            operations.merge_ideas(idea=one, into=part, viewer=cast.ben, at=NOW)
    with pytest.raises(checks.BadMerge):
        operations.merge_ideas(idea=two, into=one, viewer=cast.ben, at=NOW)


def test_merging_into_a_merged_one_counts_where_that_one_counts(cast: Cast, give: Give):
    one, two, three = give("One"), give("Two"), give("Three")
    operations.merge_ideas(idea=two, into=one, viewer=cast.ben, at=NOW)
    assert operations.merge_ideas(idea=three, into=two, viewer=cast.ben, at=NOW) == one
    assert queries.get_idea(three, viewer=cast.ben).merged_into == (one, 1, "One")


def test_what_is_answered_is_not_merged_into_what_is_not(cast: Cast, give: Give):
    answered, waiting = give("One"), give("Two")
    operations.give_verdict(idea=answered, answer="planned", sentence="In spring.", base=0, viewer=cast.ben, at=NOW)
    assert queries.preview_merge(answered, waiting, viewer=cast.ben).why_not.startswith("Idea 1 has its answer")
    with pytest.raises(checks.BadMerge):
        operations.merge_ideas(idea=answered, into=waiting, viewer=cast.ben, at=NOW)
    operations.merge_ideas(idea=waiting, into=answered, viewer=cast.ben, at=NOW)


def test_taken_apart_it_is_where_its_own_verdict_left_it_with_what_was_merged_into_it(
    cast: Cast, town: Town, give: Give
):
    one, two, three = give("One"), give("Two", contact=town.ana), give("Three", contact=town.kim)
    for idea in (one, two):
        operations.give_verdict(idea=idea, answer="planned", sentence="Yes.", base=0, viewer=cast.ben, at=NOW)
    operations.merge_ideas(idea=three, into=two, viewer=cast.ben, at=NOW)
    operations.merge_ideas(idea=two, into=one, viewer=cast.ben, at=NOW)
    operations.take_apart(idea=two, viewer=cast.ben, at=NOW)
    assert (queries.get_idea(two, viewer=cast.ben).state, _demand(two, cast)) == ("planned", (2, 1, 0))
    assert queries.get_idea(three, viewer=cast.ben).merged_into == (two, 2, "Two")
    assert _demand(one, cast) == (0, 0, 1)


def test_a_step_whose_idea_has_gone_into_another_since_is_not_taken_back(cast: Cast, give: Give):
    one, two, three = give("One"), give("Two"), give("Three")
    operations.merge_ideas(idea=two, into=one, viewer=cast.ben, at=NOW)
    operations.take_apart(idea=two, viewer=cast.ben, at=NOW)
    apart = undo.find_latest(viewer=cast.ben, since=NOW)
    operations.merge_ideas(idea=one, into=three, viewer=cast.ben, at=NOW)
    assert apart is not None
    with pytest.raises(undo.TouchedSince):
        undo.take_back(step=apart.pk, viewer=cast.ben, at=NOW)
    assert queries.get_idea(two, viewer=cast.ben).state == "open"


def test_the_giver_of_a_merged_idea_is_told_by_a_ready_mail(cast: Cast, town: Town, give: Give):
    one, other = give("One"), give("Other", contact=town.ana, with_receipt=False)
    operations.merge_ideas(idea=other, into=one, viewer=cast.ben, at=NOW)
    (key,) = [one.key for one in queries.list_listeners(other, "merged", viewer=cast.ben)]
    n_mails = operations.tell(
        idea=other, to=[key], text="Hello {name}, it counts there.", kind="merged", viewer=cast.ben, at=NOW
    )
    assert n_mails == 1
    assert queries.get_story(one, viewer=cast.ben).merged[0].is_told


def test_who_only_hands_in_can_vote_but_not_merge(cast: Cast, give: Give):
    one, other = give("One"), give("Other")
    operations.cast_vote(idea=one, viewer=cast.gita, at=NOW)
    with pytest.raises(NotAllowed):
        operations.merge_ideas(idea=other, into=one, viewer=cast.gita, at=NOW)
