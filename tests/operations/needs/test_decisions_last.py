"""Whatever a person decided about a need stands after the machine went through everything again, and so does taking it back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from closeknit.analysis.kinds import NeedState, Stance
from closeknit.kit import undo
from closeknit.needs import operations, queries
from closeknit.needs.models import Evidence, Need
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW
from tests.operations.needs.conftest import COPIES, PHONE, Heard, need_of, texts_of
from tests.operations.verbatims.conftest import Tell, work

MORE = (
    "We need the results on the phone in lab {}.",
    "We copy the numbers of line {} into the spreadsheet by hand.",
    "We need a bigger label for bottle {} in the cold room.",
    "The label of bottle {} comes off in the cold room.",
)
Discover = Callable[[], None]


@pytest.fixture
def discover_again(heard: Heard, tell: Tell) -> Discover:
    """Say so much more that the stream looks at everything anew, more than once."""

    def go_on() -> None:
        work()
        for number in range(16):
            for sentence in MORE:
                tell(sentence.format(number))
        work()

    return go_on


def _ids(heard: Heard, *texts: str) -> list[str]:
    return [Verbatim.objects.visible_to(heard.ben).get(text=text).pk for text in texts]


def _take_back(heard: Heard) -> None:
    step = undo.find_latest(viewer=heard.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=heard.ben, at=NOW)


def _state(heard: Heard, need: str) -> str:
    return Need.objects.visible_to(heard.ben).get(pk=need).state


def test_a_merge_stands(heard: Heard, discover_again: Discover):
    operations.merge_needs(need=heard.copies, into=heard.phone, viewer=heard.ben, at=NOW)
    discover_again()
    assert _state(heard, heard.copies) == NeedState.MERGED
    assert need_of(heard.ben, COPIES[0]) == heard.phone
    assert need_of(heard.ben, "We copy the numbers of line 3 into the spreadsheet by hand.") == heard.phone


def test_a_merge_that_was_taken_back_leaves_two(heard: Heard, discover_again: Discover):
    operations.merge_needs(need=heard.copies, into=heard.phone, viewer=heard.ben, at=NOW)
    work()
    _take_back(heard)
    discover_again()
    assert need_of(heard.ben, COPIES[0]) == heard.copies
    assert need_of(heard.ben, "We copy the numbers of line 3 into the spreadsheet by hand.") == heard.copies


def test_a_split_stands(heard: Heard, discover_again: Discover):
    child = operations.state_need(
        statement="Results at night",
        verbatims=_ids(heard, PHONE[1], PHONE[2]),
        away_from=heard.phone,
        viewer=heard.ben,
        at=NOW,
    )
    discover_again()
    assert {PHONE[1], PHONE[2]} <= texts_of(heard.ben, child)
    assert not {PHONE[1], PHONE[2]} & texts_of(heard.ben, heard.phone)
    assert Need.objects.visible_to(heard.ben).get(pk=child).statement == "Results at night"


def test_a_split_that_was_taken_back_leaves_the_words_where_they_were(heard: Heard, discover_again: Discover):
    words = _ids(heard, PHONE[1], PHONE[2])
    operations.state_need(statement="At night", verbatims=words, away_from=heard.phone, viewer=heard.ben, at=NOW)
    work()
    _take_back(heard)
    discover_again()
    assert {PHONE[1], PHONE[2]} <= texts_of(heard.ben, heard.phone)


def test_a_move_stands(heard: Heard, discover_again: Discover):
    operations.move_evidence(
        need=heard.copies, verbatims=_ids(heard, COPIES[0]), to=heard.phone, viewer=heard.ben, at=NOW
    )
    discover_again()
    assert need_of(heard.ben, COPIES[0]) == heard.phone


def test_a_move_that_was_taken_back_leaves_the_words_where_they_were(heard: Heard, discover_again: Discover):
    operations.move_evidence(
        need=heard.copies, verbatims=_ids(heard, COPIES[0]), to=heard.phone, viewer=heard.ben, at=NOW
    )
    work()
    _take_back(heard)
    discover_again()
    assert need_of(heard.ben, COPIES[0]) == heard.copies


def test_not_this_one_stands(heard: Heard, discover_again: Discover):
    operations.reject_evidence(need=heard.phone, verbatims=_ids(heard, PHONE[0]), viewer=heard.ben, at=NOW)
    discover_again()
    assert need_of(heard.ben, PHONE[0]) == ""


def test_a_restated_need_keeps_its_statement(heard: Heard, discover_again: Discover):
    operations.rename_need(need=heard.phone, statement="Know it’s done", viewer=heard.ben, at=NOW)
    discover_again()
    assert queries.get_need(heard.phone, viewer=heard.ben, at=NOW).need.statement == "Know it’s done"
    assert need_of(heard.ben, PHONE[0]) == heard.phone


@pytest.mark.parametrize("stance", [Stance.CONTRADICTS, Stance.SETTLES])
def test_a_stance_stands(heard: Heard, discover_again: Discover, stance: Stance):
    operations.confirm_evidence(
        need=heard.phone, verbatims=_ids(heard, PHONE[0]), stance=stance, viewer=heard.ben, at=NOW
    )
    discover_again()
    link = Evidence.objects.visible_to(heard.ben).get(verbatim__text=PHONE[0])
    assert (link.need_id, link.stance) == (heard.phone, stance)


def test_several_dismissed_needs_stay_away_and_are_not_born_again(heard: Heard, discover_again: Discover):
    needs = [heard.phone, heard.copies]
    assert operations.dismiss_several(needs=needs, reason="not ours", viewer=heard.ben, at=NOW) == 2
    discover_again()
    assert {_state(heard, need) for need in needs} == {NeedState.DISMISSED}
    listed = queries.list_needs(viewer=heard.ben, at=NOW)
    assert not [one.statement for one in listed if "phone" in one.statement.casefold()]
    assert need_of(heard.ben, "We need the results on the phone in lab 3.") == heard.phone


def test_several_dismissed_needs_come_back_by_one_undo(heard: Heard):
    operations.dismiss_several(needs=[heard.phone, heard.copies], reason="", viewer=heard.ben, at=NOW)
    _take_back(heard)
    assert {_state(heard, need) for need in (heard.phone, heard.copies)} == {NeedState.OPEN}


def test_several_needs_merge_into_one_and_come_apart_by_one_undo(heard: Heard):
    third = operations.state_need(
        statement="Third", verbatims=_ids(heard, "The pump is too loud for an open office."), viewer=heard.ben, at=NOW
    )
    merged_at = NOW + timedelta(seconds=2)
    needs = [third, heard.phone, heard.copies]
    assert operations.merge_several(needs=needs, into=heard.phone, viewer=heard.ben, at=merged_at) == 2
    work()
    page = queries.get_need(heard.phone, viewer=heard.ben, at=NOW)
    assert {pk for pk, _ in page.merged} == {third, heard.copies}
    step = undo.find_latest(viewer=heard.ben, since=merged_at)
    assert step is not None
    undo.take_back(step=step.pk, viewer=heard.ben, at=merged_at)
    assert {_state(heard, need) for need in needs} == {NeedState.OPEN}


def test_words_that_say_otherwise_are_counted_apart(heard: Heard):
    before = queries.get_need(heard.phone, viewer=heard.ben, at=NOW).need
    otherwise, settled = _ids(heard, PHONE[0]), _ids(heard, PHONE[1])
    operations.confirm_evidence(
        need=heard.phone, verbatims=otherwise, stance=Stance.CONTRADICTS, viewer=heard.ben, at=NOW
    )
    operations.confirm_evidence(need=heard.phone, verbatims=settled, stance=Stance.SETTLES, viewer=heard.ben, at=NOW)
    work()
    page = queries.get_need(heard.phone, viewer=heard.ben, at=NOW)
    assert (page.need.n_sentences, page.need.n_against, page.need.n_settling) == (before.n_sentences - 2, 1, 1)
    assert [one.words.text for one in page.against] == [PHONE[0]]
    assert [one.words.text for one in page.settling] == [PHONE[1]]
    assert (sum(one.n_against for one in page.months), sum(one.n_settling for one in page.months)) == (1, 1)
    supporting = {one.words.text for group in page.accounts for one in group.words}
    assert not {PHONE[0], PHONE[1]} & supporting
