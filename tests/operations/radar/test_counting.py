from datetime import timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.analysis.kinds import Certainty
from closeknit.circle import operations as circle_operations
from closeknit.circle.models import RadarFigure
from closeknit.circle.radar import queries, tasks
from closeknit.kit import clock, undo
from closeknit.kit import tasks as kit_tasks
from closeknit.research import operations as research_operations
from closeknit.research import queries as research_queries
from closeknit.research.operations import Given
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.models import Signal
from tests.conftest import NOW
from tests.operations.radar.conftest import COST, RIVAL, Say, Town, work

ZONE = "Europe/London"


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


def ranked(town: Town, certainty: Certainty, **more: object) -> list[tuple[str, int]]:
    rows = queries.rank_accounts(certainty, viewer=town.ben, at=NOW, zone=ZONE, **more)  # type: ignore[arg-type]
    return [(row.account, row.n_occasions) for row in rows]


def here(town: Town) -> dict[Certainty, queries.CertaintyHere]:
    found = queries.get_of_account(town.harrow, viewer=town.ben, at=NOW, zone=ZONE)
    return {one.certainty: one for one in found}


def test_accounts_stand_by_what_they_said_lately(named: Town, say: Say):
    say(COST, code="cost_cut", days_ago=100)
    say(COST, code="cost_cut", days_ago=101)
    say(COST, code="cost_cut", days_ago=2, contact=named.kim)
    assert ranked(named, Certainty.COST) == [("Luddon Bakery", 1), ("Harrow Fell", 2)]
    assert ranked(named, Certainty.RIVALS) == []


def test_each_place_opens_its_words(named: Town, say: Say):
    verbatim = say(RIVAL, code="competitor", days_ago=3)
    (row,) = queries.rank_accounts(Certainty.RIVALS, viewer=named.ben, at=NOW, zone=ZONE)
    assert row.words is not None
    assert (row.words.id, row.last_on, row.done) == (verbatim, (NOW - timedelta(3)).date(), None)


def test_a_competitor_is_named_with_who_said_so(named: Town, say: Say):
    say(RIVAL, code="competitor", days_ago=3)
    say("KV was here again.", code="competitor", days_ago=1, contact=named.kim)
    say("Bryce is fine too.", code="competitor", days_ago=9)
    first, second = queries.list_rivals(viewer=named.ben, zone=ZONE)
    assert (first.name, first.n_accounts, first.account, first.trend.way) == ("Korvath", 2, "Luddon Bakery", "unsure")
    assert second.name == "Bryce"
    assert ranked(named, Certainty.RIVALS, rival="Bryce") == [("Harrow Fell", 1)]


def test_who_speaks_of_leaving_for_a_competitor_is_being_called_by_one(named: Town, say: Say):
    say("We leave you for Korvath in May.", code="leaving")
    say("We will stop at the end of the year.", code="leaving", contact=named.kim)
    assert ranked(named, Certainty.RIVALS) == [("Harrow Fell", 1)]
    assert ranked(named, Certainty.COST)[0] == ("Luddon Bakery", 1)


def test_what_a_person_puts_right_goes_and_comes_back_with_undo(named: Town, say: Say):
    verbatim = say(COST, code="cost_cut")
    later = NOW + timedelta(seconds=3)
    verbatim_operations.correct_signal(verbatim=verbatim, code="cost_cut", is_on=False, viewer=named.ben, at=later)
    work()
    assert ranked(named, Certainty.COST) == []
    step = undo.find_latest(viewer=named.ben, since=later)
    assert step is not None
    undo.take_back(step=step.pk, viewer=named.ben, at=later)
    work()
    assert ranked(named, Certainty.COST) == [("Harrow Fell", 1)]


def test_words_that_are_taken_out_count_no_more(named: Town, say: Say):
    verbatim = say(COST, code="cost_cut")
    touchpoint = verbatim_queries.get_verbatim(verbatim, viewer=named.ben).touchpoint_id
    # As if the machine had heard it so: what a person said would hold the conversation in place.
    Signal.objects.visible_to(named.ben).update(decided_by=None)
    touchpoint_operations.remove_touchpoint(touchpoint=touchpoint, viewer=named.ben, at=NOW)
    work()
    assert ranked(named, Certainty.COST) == []


def test_a_lost_account_counts_by_its_reason(named: Town):
    for stage, reason in (("engaged", "A good talk."), ("outside", "Lost to Korvath.")):
        circle_operations.move_account(account=named.harrow, to_stage=stage, reason=reason, viewer=named.ben, at=NOW)
    work()
    assert ranked(named, Certainty.RIVALS) == [("Harrow Fell", 1)]
    (seen,) = here(named)[Certainty.RIVALS].seen
    assert (seen.reason, seen.sighting.is_lost, seen.sighting.rivals) == ("Lost to Korvath.", True, ("Korvath",))


def test_who_moves_inward_is_not_lost(named: Town):
    circle_operations.move_account(
        account=named.harrow, to_stage="engaged", reason="They left Korvath.", viewer=named.ben, at=NOW
    )
    work()
    assert ranked(named, Certainty.RIVALS) == []


def test_counting_again_changes_nothing_and_names_follow(named: Town, say: Say):
    say("Ofenhaus came by.", code="competitor")
    before = list(RadarFigure.objects.visible_to(named.ben).order_by("pk").values())
    kit_tasks.enqueue(tasks.count_all, viewer=named.ben)
    work()
    assert list(RadarFigure.objects.visible_to(named.ben).order_by("pk").values()) == before
    account_operations.set_competitors(names={"Ofenhaus": []}, viewer=named.alice, at=NOW)
    work()
    assert [row.name for row in queries.list_rivals(viewer=named.ben, zone=ZONE)] == ["Ofenhaus"]


def test_one_account_shows_what_each_figure_rests_on(named: Town, say: Say):
    say(COST, code="cost_cut", days_ago=6)
    say(COST, code="cost_cut", days_ago=80, wording="reported")
    found = here(named)[Certainty.COST]
    assert [one.sighting.on for one in found.seen] == [(NOW - timedelta(days)).date() for days in (6, 80)]
    assert found.pressure.reasons[0].startswith("Said on 2 occasions, 1 in the last ten weeks")
    assert 0 < found.strength < 1.6
    assert here(named)[Certainty.RIVALS].seen == ()


def test_silence_ends_when_a_question_that_listens_for_it_is_put(named: Town):
    circle_operations.move_account(account=named.harrow, to_stage="partner", reason="x", viewer=named.ben, at=NOW)
    silent = queries.list_silent(Certainty.COST, viewer=named.ben, at=NOW, zone=ZONE)
    assert [sentence for _, _, sentence in silent] == ["Nobody has ever asked them about the economy"]
    touchpoint = touchpoint_operations.capture_words(
        words="All is well.", account=named.harrow, contact=named.ana, wording="exact", said_at=NOW,
        viewer=named.ben, at=NOW,
    )  # fmt: skip
    asked = next(one for one in research_queries.list_bank(viewer=named.ben) if one.certainty == "cost")
    research_operations.record_answers(
        touchpoint=touchpoint, answers=[Given(asked.version_id, named.ana, 0)], viewer=named.ben, at=NOW
    )
    assert queries.list_silent(Certainty.COST, viewer=named.ben, at=NOW, zone=ZONE) == []
    assert here(named)[Certainty.COST].silence == ""
    assert here(named)[Certainty.RIVALS].silence == "Nobody has ever asked them about how we compare"


def test_only_ones_own_accounts_where_asked(named: Town, say: Say):
    say(COST, code="cost_cut")
    assert ranked(named, Certainty.COST, owner=named.ben.id) == [("Harrow Fell", 1)]
    assert ranked(named, Certainty.COST, owner=named.alice.id) == []
    assert queries.judge_all(viewer=named.ben)[Certainty.COST].n_accounts == 1
    assert queries.judge_all(viewer=named.ben, owner=named.alice.id)[Certainty.COST].n_accounts == 0
