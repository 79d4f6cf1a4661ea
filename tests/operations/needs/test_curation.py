from datetime import timedelta

import pytest

from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.needs import checks, operations, queries
from closeknit.needs.models import Decision, Evidence, Need
from closeknit.needs.naming import speaks_of_needs
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims.models import Signal, Verbatim
from tests.conftest import NOW
from tests.operations.needs.conftest import COPIES, PHONE, Heard, need_of, texts_of
from tests.operations.verbatims.conftest import Tell, work


def _ids(heard: Heard, *texts: str) -> list[str]:
    return [Verbatim.objects.visible_to(heard.ben).get(text=text).pk for text in texts]


def _take_back(heard: Heard) -> None:
    step = undo.find_latest(viewer=heard.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=heard.ben, at=NOW)
    work()


def _need(heard: Heard, pk: str) -> Need:
    return Need.objects.visible_to(heard.ben).get(pk=pk)


def test_a_name_that_a_person_gave_is_never_changed_by_the_machine(heard: Heard, tell: Tell):
    operations.rename_need(need=heard.phone, statement="Know it’s done, from anywhere", viewer=heard.ben, at=NOW)
    for number in range(9):
        tell(f"We need the results on the phone in lab {number}.")
    work()
    assert _need(heard, heard.phone).statement == "Know it’s done, from anywhere"


@pytest.mark.parametrize("is_opened", [True, False])
def test_a_need_that_somebody_has_opened_keeps_its_name(heard: Heard, tell: Tell, is_opened: bool):
    _need(heard, heard.phone).change(statement="What the machine called it then")
    if is_opened:
        operations.open_need(need=heard.phone, viewer=heard.ben, at=NOW)
    for number in range(12):
        tell(f"We need the results on the phone in lab {number}.")
    work()
    assert (_need(heard, heard.phone).statement == "What the machine called it then") is is_opened
    assert queries.get_need(heard.phone, viewer=heard.ben, at=NOW).need.is_opened is is_opened


def test_opening_a_need_again_changes_nothing(heard: Heard):
    operations.open_need(need=heard.phone, viewer=heard.ben, at=NOW)
    operations.open_need(need=heard.phone, viewer=heard.ben, at=NOW + timedelta(days=1))
    assert _need(heard, heard.phone).opened_at == NOW


def test_a_rename_can_be_taken_back_after_the_machine_counted(heard: Heard, tell: Tell):
    operations.rename_need(need=heard.phone, statement="Know it’s done", viewer=heard.ben, at=NOW)
    tell("I would like to see the results on my phone.")
    work()
    _take_back(heard)
    assert _need(heard, heard.phone).statement.casefold().startswith("results on")
    assert _need(heard, heard.phone).statement_by is None


@pytest.mark.parametrize("statement", ["", " … ", "x" * 201])
def test_a_statement_without_words_or_too_long_is_refused(heard: Heard, statement: str):
    with pytest.raises(checks.BadStatement):
        operations.rename_need(need=heard.phone, statement=statement, viewer=heard.ben, at=NOW)


def test_two_open_needs_are_never_called_the_same(heard: Heard):
    with pytest.raises(checks.BadStatement, match="is a need already"):
        operations.rename_need(
            need=heard.phone, statement=_need(heard, heard.copies).statement.upper(), viewer=heard.ben, at=NOW
        )


def test_words_that_a_person_took_away_never_come_back_by_themselves(heard: Heard, tell: Tell):
    (word,) = _ids(heard, PHONE[0])
    operations.reject_evidence(need=heard.phone, verbatims=[word], viewer=heard.ben, at=NOW)
    work()
    for number in range(30):
        tell(f"We need the results on the phone in lab {number}.")
    work()
    assert need_of(heard.ben, PHONE[0]) == ""
    assert heard.phone == need_of(heard.ben, PHONE[1])


def test_taking_words_away_can_be_taken_back(heard: Heard):
    before = texts_of(heard.ben, heard.phone)
    operations.reject_evidence(need=heard.phone, verbatims=_ids(heard, PHONE[0], PHONE[1]), viewer=heard.ben, at=NOW)
    assert texts_of(heard.ben, heard.phone) == before - {PHONE[0], PHONE[1]}
    _take_back(heard)
    assert texts_of(heard.ben, heard.phone) == before
    assert not Decision.objects.visible_to(heard.ben).exists()


def test_words_can_be_moved_to_another_need_and_back(heard: Heard):
    words = _ids(heard, COPIES[0], COPIES[1])
    operations.move_evidence(need=heard.copies, verbatims=words, to=heard.phone, viewer=heard.ben, at=NOW)
    work()
    assert {COPIES[0], COPIES[1]} <= texts_of(heard.ben, heard.phone)
    assert not {COPIES[0], COPIES[1]} & texts_of(heard.ben, heard.copies)
    _take_back(heard)
    assert {COPIES[0], COPIES[1]} <= texts_of(heard.ben, heard.copies)


def test_words_of_no_need_can_be_laid_beside_one(heard: Heard):
    text = "The manual should be in Polish as well."
    before = need_of(heard.ben, text)
    operations.move_evidence(need=before, verbatims=_ids(heard, text), to=heard.phone, viewer=heard.ben, at=NOW)
    assert text in texts_of(heard.ben, heard.phone)


def test_words_that_are_there_already_are_not_moved(heard: Heard):
    with pytest.raises(checks.SameNeed):
        operations.move_evidence(
            need=heard.phone, verbatims=_ids(heard, PHONE[0]), to=heard.phone, viewer=heard.ben, at=NOW
        )


def test_nothing_chosen_is_said(heard: Heard):
    with pytest.raises(checks.NothingChosen, match="Choose the sentences first"):
        operations.confirm_evidence(need=heard.phone, verbatims=[], viewer=heard.ben, at=NOW)


def test_words_that_are_gone_change_nothing(heard: Heard):
    with pytest.raises(NotFound):
        operations.confirm_evidence(need=heard.phone, verbatims=["verbatim_none"], viewer=heard.ben, at=NOW)


def test_confirmed_words_lead_the_page(heard: Heard):
    operations.confirm_evidence(need=heard.phone, verbatims=_ids(heard, PHONE[3]), viewer=heard.ben, at=NOW)
    work()
    page = queries.get_need(heard.phone, viewer=heard.ben, at=NOW)
    assert page.need.best is not None
    assert page.need.best.text == PHONE[3]
    confirmed = [one for account in page.accounts for one in account.words if one.confirmed_by]
    assert [one.confirmed_by for one in confirmed] == ["Ben"]


def test_a_need_stated_by_hand_stands_on_its_words_and_draws_others_like_them(heard: Heard, tell: Tell):
    for text in ("The centrifuge rotor is hard to clean.", "Cleaning the centrifuge rotor is a pain."):
        tell(text)
    work()
    words = _ids(heard, "The centrifuge rotor is hard to clean.", "Cleaning the centrifuge rotor is a pain.")
    need = operations.state_need(statement="A rotor that is easily cleaned", verbatims=words, viewer=heard.ben, at=NOW)
    work()
    tell("We need to clean the centrifuge rotor faster, it is hard to clean.")
    work()
    assert "We need to clean the centrifuge rotor faster, it is hard to clean." in texts_of(heard.ben, need)


def test_stating_a_need_can_be_taken_back(heard: Heard):
    before = Evidence.objects.visible_to(heard.ben).count()
    need = operations.state_need(
        statement="Another", verbatims=_ids(heard, PHONE[0]), away_from=heard.phone, viewer=heard.ben, at=NOW
    )
    work()
    _take_back(heard)
    assert not Need.objects.visible_to(heard.ben).filter(pk=need).exists()
    assert Evidence.objects.visible_to(heard.ben).count() == before
    assert PHONE[0] in texts_of(heard.ben, heard.phone)


def test_merged_needs_count_as_one_and_can_be_taken_apart(heard: Heard):
    apart = queries.get_need(heard.phone, viewer=heard.ben, at=NOW).need.n_sentences
    both = apart + queries.get_need(heard.copies, viewer=heard.ben, at=NOW).need.n_sentences
    operations.merge_needs(need=heard.copies, into=heard.phone, viewer=heard.ben, at=NOW)
    work()
    page = queries.get_need(heard.phone, viewer=heard.ben, at=NOW)
    assert page.need.n_sentences == both
    assert [pk for pk, _ in page.merged] == [heard.copies]
    assert heard.copies not in {row.id for row in queries.list_needs(viewer=heard.ben, at=NOW)}
    _take_back(heard)
    assert queries.get_need(heard.phone, viewer=heard.ben, at=NOW).need.n_sentences == apart


def test_what_was_merged_into_a_need_goes_with_it(heard: Heard):
    third = operations.state_need(
        statement="Third", verbatims=_ids(heard, "Parking at your site is a problem."), viewer=heard.ben, at=NOW
    )
    operations.merge_needs(need=heard.copies, into=heard.phone, viewer=heard.ben, at=NOW)
    operations.merge_needs(need=heard.phone, into=third, viewer=heard.ben, at=NOW)
    work()
    page = queries.get_need(third, viewer=heard.ben, at=NOW)
    assert {pk for pk, _ in page.merged} == {heard.phone, heard.copies}
    assert page.need.n_sentences == 1 + len(
        texts_of(heard.ben, heard.phone) | texts_of(heard.ben, heard.copies) - {"Parking at your site is a problem."}
    )


def test_new_words_for_a_merged_need_count_for_the_one_it_went_into(heard: Heard, tell: Tell):
    operations.merge_needs(need=heard.phone, into=heard.copies, viewer=heard.ben, at=NOW)
    work()
    tell("I would like to see the results on my phone.")
    work()
    assert need_of(heard.ben, "I would like to see the results on my phone.") == heard.copies
    assert _need(heard, heard.phone).state == "merged"


def test_a_need_is_not_merged_into_itself(heard: Heard):
    with pytest.raises(checks.SameNeed):
        operations.merge_needs(need=heard.phone, into=heard.phone, viewer=heard.ben, at=NOW)


def test_a_dismissed_need_is_out_of_sight_keeps_its_words_and_comes_back(heard: Heard, tell: Tell):
    operations.dismiss_need(need=heard.phone, reason="we do not do phones", viewer=heard.ben, at=NOW)
    tell("I would like to see the results on my phone.")
    work()
    assert heard.phone not in {row.id for row in queries.list_needs(viewer=heard.ben, at=NOW)}
    assert need_of(heard.ben, "I would like to see the results on my phone.") == heard.phone
    operations.reopen_need(need=heard.phone, viewer=heard.ben, at=NOW)
    work()
    row = next(row for row in queries.list_needs(viewer=heard.ben, at=NOW) if row.id == heard.phone)
    assert (row.state, row.note) == ("open", "")


def test_an_answered_need_tells_whom_to_tell(heard: Heard):
    operations.settle_need(need=heard.phone, note="It is in the app.", viewer=heard.ben, at=NOW)
    settled = queries.list_just_settled(viewer=heard.ben, since=(NOW - timedelta(7)).date())
    assert {one.need_id for one in settled} == {heard.phone}
    assert len(settled) == len({one.account_id for one in settled}) >= 4
    assert all(one.verbatim_id for one in settled)
    assert queries.list_just_settled(viewer=heard.ben, since=(NOW + timedelta(1)).date()) == []
    _take_back(heard)
    assert _need(heard, heard.phone).settled_on is None


def test_a_dismissed_need_is_not_answered(heard: Heard):
    operations.dismiss_need(need=heard.phone, reason="", viewer=heard.ben, at=NOW)
    with pytest.raises(checks.BadMove, match="dismissed"):
        operations.settle_need(need=heard.phone, note="", viewer=heard.ben, at=NOW)


def test_figures_follow_when_a_conversation_is_taken_out(heard: Heard):
    before = queries.get_need(heard.phone, viewer=heard.ben, at=NOW).need.n_sentences
    touchpoint = Verbatim.objects.visible_to(heard.ben).get(text=PHONE[4]).touchpoint_id
    touchpoint_operations.remove_touchpoint(touchpoint=touchpoint, viewer=heard.ben, at=NOW)
    work()
    assert queries.get_need(heard.phone, viewer=heard.ben, at=NOW).need.n_sentences == before - 1


def test_who_only_hands_in_changes_no_need(heard: Heard):
    with pytest.raises(NotAllowed):
        operations.rename_need(need=heard.phone, statement="Mine", viewer=heard.town.gita, at=NOW)


def test_words_that_a_person_says_speak_of_no_need_leave_it_and_come_back_by_undo(heard: Heard):
    (word,) = _ids(heard, PHONE[0])
    on = Signal.objects.visible_to(heard.ben).filter(verbatim=word, is_on=True, code__in=speaks_of_needs())
    for code in list(on.values_list("code", flat=True)):
        verbatim_operations.correct_signal(verbatim=word, code=code, is_on=False, viewer=heard.ben, at=NOW)
    work()
    assert need_of(heard.ben, PHONE[0]) == ""
    _take_back(heard)
    assert need_of(heard.ben, PHONE[0]) == heard.phone


def test_words_that_a_person_says_speak_of_a_need_are_laid_beside_it(heard: Heard, tell: Tell):
    text = "Could we get the results on the phone too?"
    tell(text)
    work()
    assert need_of(heard.ben, text) == "", "the machine hears it by itself: this needs another example"
    verbatim_operations.correct_signal(verbatim=_ids(heard, text)[0], code="need", is_on=True, viewer=heard.ben, at=NOW)
    work()
    assert need_of(heard.ben, text) == heard.phone


def test_a_conversation_whose_words_somebody_decided_about_is_not_taken_out_silently(heard: Heard):
    operations.confirm_evidence(need=heard.phone, verbatims=_ids(heard, PHONE[0]), viewer=heard.ben, at=NOW)
    touchpoint = Verbatim.objects.visible_to(heard.ben).get(text=PHONE[0]).touchpoint_id
    with pytest.raises(Refused, match="Ben"):
        touchpoint_operations.remove_touchpoint(touchpoint=touchpoint, viewer=heard.town.alice, at=NOW)


def test_a_stated_need_that_another_was_merged_into_is_kept_and_undo_says_why(heard: Heard):
    need = operations.state_need(
        statement="Another", verbatims=_ids(heard, PHONE[0]), away_from=heard.phone, viewer=heard.ben, at=NOW
    )
    stated = undo.find_latest(viewer=heard.ben, since=NOW)
    operations.merge_needs(need=heard.copies, into=need, viewer=heard.ben, at=NOW + timedelta(seconds=1))
    assert stated is not None
    with pytest.raises(undo.TouchedSince, match="Take that back first"):
        undo.take_back(step=stated.pk, viewer=heard.ben, at=NOW)
    assert _need(heard, need).statement == "Another"
    merged = undo.find_latest(viewer=heard.ben, since=NOW + timedelta(seconds=1))
    assert merged is not None
    undo.take_back(step=merged.pk, viewer=heard.ben, at=NOW)
    undo.take_back(step=stated.pk, viewer=heard.ben, at=NOW)
    assert not Need.objects.visible_to(heard.ben).filter(pk=need).exists()


def test_undo_never_merges_back_into_a_need_that_is_gone(heard: Heard):
    need = operations.state_need(
        statement="Another", verbatims=_ids(heard, PHONE[0]), away_from=heard.phone, viewer=heard.ben, at=NOW
    )
    stated = undo.find_latest(viewer=heard.ben, since=NOW)
    operations.merge_needs(need=heard.copies, into=need, viewer=heard.ben, at=NOW)
    operations.reopen_need(need=heard.copies, viewer=heard.ben, at=NOW + timedelta(seconds=1))
    reopened = undo.find_latest(viewer=heard.ben, since=NOW + timedelta(seconds=1))
    assert stated is not None
    assert reopened is not None
    undo.take_back(step=stated.pk, viewer=heard.ben, at=NOW)
    with pytest.raises(undo.TouchedSince, match="not here any more"):
        undo.take_back(step=reopened.pk, viewer=heard.ben, at=NOW)
    assert _need(heard, heard.copies).state == "open"
