from datetime import timedelta

import pytest

from closeknit.analysis.promises.thread import KINDS, is_whole
from closeknit.ideas import operations as idea_operations
from closeknit.kit.refusals import NotFound
from closeknit.needs import operations as need_operations
from closeknit.promises import operations
from closeknit.promises.models import Promise
from closeknit.promises.telling import operations as telling
from closeknit.today import queries as today_queries
from closeknit.today.thread import queries
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.promises.telling import Story, answer, cut, keep, say, tell_story, write


@pytest.fixture
@imprint.kept(at=NOW)
def story(cast: Cast) -> Story:
    return tell_story(cast)


def _kinds(wanted: str, story: Story) -> list[str]:
    return [step.kind for step in queries.get_thread(wanted, viewer=story.ben)]


def _with_idea(story: Story) -> str:
    return idea_operations.give_idea(
        title="A trail of every change", contact=story.saskia, needs=[story.need], viewer=story.ben, at=NOW
    )


def _confirm(story: Story) -> None:
    keep(story)
    write(story, story.tom)
    write(story, story.saskia)
    answer(story, story.saskia, "yes", "Yes, the auditor saw it")


def test_a_thread_grows_step_by_step(story: Story):
    assert _kinds(story.words, story) == ["verbatim", "need", "promise"]
    keep(story)
    assert _kinds(story.need, story) == ["verbatim", "need", "promise", "settlement"]
    write(story, story.saskia)
    answer(story, story.saskia, "yes", "Yes, the auditor saw it")
    path = queries.get_thread(story.promise, viewer=story.ben)
    assert is_whole(path)
    assert (path[0].by, path[-1].by, path[-1].text) == ("Saskia de Wit", "Saskia de Wit", "Yes, the auditor saw it")
    assert [step.at for step in path] == sorted(step.at for step in path)


def test_it_is_the_same_from_whichever_of_its_ids_one_starts_and_from_words_beside_it(story: Story):
    idea = _with_idea(story)
    Promise.objects.visible_to(story.ben).update(idea=idea)
    _confirm(story)
    beside = say(story.cast, story.other, story.tom, "Somebody changed our results and nobody knows who")
    need_operations.confirm_evidence(need=story.need, verbatims=[beside], viewer=story.ben, at=NOW)
    whole = queries.find_any(viewer=story.ben)
    assert whole is not None
    assert tuple(step.kind for step in whole) == KINDS
    assert {queries.get_thread(step.id, viewer=story.ben) for step in whole} == {whole}
    assert queries.get_thread(beside, viewer=story.ben) == whole
    assert queries.get_path(beside, viewer=story.ben)[0].id == beside


def test_a_need_that_was_merged_leads_where_it_was_merged_into(story: Story):
    other = say(story.cast, story.other, story.tom, "We want to know who did it")
    merged = need_operations.state_need(statement="Know who did it", verbatims=[other], viewer=story.ben, at=NOW)
    need_operations.merge_needs(need=merged, into=story.need, viewer=story.ben, at=NOW)
    assert queries.get_thread(merged, viewer=story.ben) == queries.get_thread(story.need, viewer=story.ben)


def test_every_step_is_read_with_all(story: Story):
    _confirm(story)
    steps = queries.list_steps(story.promise, viewer=story.ben)
    assert [step.kind for step in steps].count("verbatim") == 2
    assert [step.kind for step in steps].count("told") == 2
    assert [KINDS.index(step.kind) for step in steps] == sorted(KINDS.index(step.kind) for step in steps)


@pytest.mark.parametrize("wanted", ["promise_none", "verbatim_", "account_1", "", "confirmed_x"])
def test_an_id_that_is_not_there_is_refused_in_a_sentence(story: Story, wanted: str):
    with pytest.raises(NotFound, match="There is nothing here called"):
        queries.get_thread(wanted, viewer=story.ben)


def test_an_empty_house_has_no_thread(cast: Cast):
    assert queries.find_any(viewer=cast.ben) is None


def test_a_promise_without_words_begins_the_thread_itself(story: Story):
    alone = operations.make_promise(
        account=story.account, text="Call them", made_on=NOW.date(), due_on=None, viewer=story.ben, at=NOW
    )
    assert _kinds(alone, story) == ["promise"]
    cut(story.cast)


def test_a_no_stands_on_today_until_they_say_yes(story: Story):
    keep(story)
    write(story, story.saskia)
    assert _said_on_today(story) == []
    answer(story, story.saskia, "no", "No, it leaves out the night shift")
    assert _said_on_today(story) == ["They say that it is not settled, Send the audit trail, today"]
    answer(story, story.saskia, "yes", "Yes, now it does")
    assert _said_on_today(story) == []


def test_a_missed_promise_stands_on_today_until_it_is_talked_about_however_long_that_takes(story: Story):
    operations.settle_promise(
        promise=story.promise, settlement="missed", settled_on=NOW.date() - timedelta(9), viewer=story.ben, at=NOW
    )
    Promise.objects.visible_to(story.ben).update(settled_on=NOW.date() - timedelta(300))
    assert _sentences(story)[0].startswith("We missed a promise and have not told them")
    telling.mark_told(promise=story.promise, contacts=[story.saskia], told_on=NOW.date(), viewer=story.ben, at=NOW)
    assert not any("missed a promise" in one for one in _sentences(story))


def _said_on_today(story: Story) -> list[str]:
    return [one for one in _sentences(story) if one.startswith("They say that it is not settled")]


def _sentences(story: Story) -> list[str]:
    page = today_queries.list_today(viewer=story.ben, at=NOW)
    return [reason.sentence for call in page.calls for reason in call.reasons]
